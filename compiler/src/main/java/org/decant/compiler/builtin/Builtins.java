package org.decant.compiler.builtin;

/// The table of all builtins.
public final class Builtins {
    private static final BuiltinTable TABLE = make();

    private Builtins() {
    }

    public static BuiltinTable table() {
        return TABLE;
    }

    private static BuiltinTable make() {
        BuiltinTable table = new BuiltinTable();
        NumberBuiltins.addTo(table);
        TextBuiltins.addTo(table);
        ListBuiltins.addTo(table);
        MapBuiltins.addTo(table);
        QueueBuiltins.addTo(table);
        ContextBuiltins.addTo(table);
        CanvasBuiltins.addTo(table);
        ModelBuiltins.addTo(table);
        InsideBuiltins.addTo(table);
        RandomBuiltins.addTo(table);
        DistributionBuiltins.addTo(table);
        TransformBuiltins.addTo(table);
        TensorBuiltins.addTo(table);
        DraftBuiltins.addTo(table);
        ConstraintBuiltins.addTo(table);
        DataBuiltins.addTo(table);
        RequirementBuiltins.addTo(table);
        return table;
    }
}
