package org.decant.runtime.tensor.cpu;

/// The code of a [Loop].
public interface FusedLoop {

    /// @param memory the arrays of the program's values, by their slots
    void run(int rows, int columns, double[][] memory);
}
