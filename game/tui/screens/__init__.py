"""The screens, one a module, each with its stylesheet beside it."""
