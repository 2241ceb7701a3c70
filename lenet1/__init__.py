"""LeNet-1, LeCun's first convolutional network, from a drawing to its feature maps.

Start at `reading`: `read(reader, *find_ink(picture))` is the whole way, and
`weights.load` gives the reader; `read_all` takes many at once, and
`python -m lenet1 read PICTURE...` does it from the shell. One module a step:

    picture       a file, whoever sent it -> a picture, or why not
    ink           any picture -> what is ink: background tells the paper and the light
                  from it, surroundings the lines, frames and neighbours
    centering     ink -> MNIST's form: parts tells the dots beside it, stroke_width
                  brings its stroke to MNIST's
    upright       MNIST's form without its slant -> the network's input
    model         the network, every layer's activations
    confidence    calibrated probabilities; a digit, not sure, or not one digit
    reading       all of it

`explanation` shows one unit's arithmetic, `weights` reads and writes the files, `pen`
draws strokes as the page's sketchpad does, `sentences` has what callers read.
`learning` makes the weights, `page` shows all of it; nothing here needs either.
"""
