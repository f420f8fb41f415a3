"""Training the reader: annotated articles and templates in, a model folder out.

Needs the extra `train` (PyTorch, transformers, onnx), except what extends a model by the types of
an own codebook (`own_*`); nothing here is imported to read.
"""
