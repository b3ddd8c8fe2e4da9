"""A story told in another language: files beside the original that hold only words, keyed by what they translate."""
