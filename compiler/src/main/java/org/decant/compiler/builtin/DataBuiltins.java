package org.decant.compiler.builtin;

/// Data structures that strategies stand on, and measures of texts.
final class DataBuiltins {

    private DataBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Data structures and measures");
    }
}
