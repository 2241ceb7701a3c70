"""What keeps a public Gradio page up: a web server's hardening, whatever it shows."""
