"""Training the reader: annotated articles and templates in, a model folder out.

Needs the extra `train` (PyTorch, transformers, onnx); nothing here is imported to read.
"""
