"""What the server sends, as files: the page's tests in Node read them."""
