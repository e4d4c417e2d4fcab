"""What is built on one of the architectures only. They have the names that `uname -m` has for them."""

def by_architecture(aarch64, x86_64):
    """The list for the architecture that is built for."""
    return select({
        "//tools:aarch64": aarch64,
        "//conditions:default": x86_64,
    })

def only_on(architecture):
    """For target_compatible_with: elsewhere the target, and what needs it, is skipped."""
    here, elsewhere = [], ["@platforms//:incompatible"]
    if architecture == "aarch64":
        return by_architecture(aarch64 = here, x86_64 = elsewhere)
    return by_architecture(aarch64 = elsewhere, x86_64 = here)
