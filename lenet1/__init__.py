"""LeNet-1, LeCun's first convolutional network, from a drawing to its feature maps."""
