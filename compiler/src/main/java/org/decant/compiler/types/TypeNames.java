package org.decant.compiler.types;

import java.util.Map;

/// The builtin types by the names that scripts write.
public final class TypeNames {
    /// Names of types without arguments. `List` and `Map` take arguments and are not among them.
    public static final Map<String, Type> PLAIN = Map.ofEntries(
            Map.entry("Int", Type.INT), Map.entry("Float", Type.FLOAT), Map.entry("Bool", Type.BOOL),
            Map.entry("Text", Type.TEXT), Map.entry("Token", Type.TOKEN), Map.entry("Tokens", Type.TOKENS),
            Map.entry("Context", Type.CONTEXT), Map.entry("Logits", Type.LOGITS), Map.entry("Dist", Type.DIST),
            Map.entry("Tensor", Type.TENSOR), Map.entry("Tree", Type.TREE), Map.entry("Node", Type.NODE),
            Map.entry("Verified", Type.VERIFIED), Map.entry("Model", Type.MODEL),
            Map.entry("MaskedModel", Type.MASKED_MODEL), Map.entry("Shape", Type.SHAPE),
            Map.entry("Rule", Type.RULE), Map.entry("Constraint", Type.CONSTRAINT), Map.entry("Canvas", Type.CANVAS),
            Map.entry("Strategy", Type.STRATEGY), Map.entry("Nothing", Type.NOTHING),
            Map.entry("SuffixAutomaton", new Type.Opaque("SuffixAutomaton")),
            Map.entry("SuffixMatcher", new Type.Opaque("SuffixMatcher")),
            Map.entry("NGramIndex", new Type.Opaque("NGramIndex")));

    private TypeNames() {
    }
}
