package org.decant.runtime.tensor.device;

/// A device that runs tensor programs.
///
/// @param name            how the command line calls it, such as `cpu` or `opencl:0`
/// @param description     what its maker calls it, and who drives it
/// @param memory          what programs and what stays with them may take there, in bytes
/// @param doublePrecision whether it computes in float64, which programs need
public record Device(String name, Kind kind, String description, long memory, boolean doublePrecision) {

    /// What a device is.
    public enum Kind { CPU, GPU, ACCELERATOR }
}
