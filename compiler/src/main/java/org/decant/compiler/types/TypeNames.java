package org.decant.compiler.types;

import java.util.List;
import java.util.Map;

/// The builtin types by the names that scripts write.
public final class TypeNames {
    /// Names of types without arguments. Those of [#GENERIC] are not among them.
    public static final Map<String, Type> PLAIN = Map.ofEntries(
            Map.entry("Int", Type.INT), Map.entry("Float", Type.FLOAT), Map.entry("Bool", Type.BOOL),
            Map.entry("Text", Type.TEXT), Map.entry("Token", Type.TOKEN), Map.entry("Tokens", Type.TOKENS),
            Map.entry("Context", Type.CONTEXT), Map.entry("Logits", Type.LOGITS), Map.entry("Dist", Type.DIST),
            Map.entry("Tensor", Type.TENSOR), Map.entry("Tree", Type.TREE), Map.entry("Node", Type.NODE),
            Map.entry("Verified", Type.VERIFIED), Map.entry("Model", Type.MODEL),
            Map.entry("MaskedModel", Type.MASKED_MODEL), Map.entry("Shape", Type.SHAPE),
            Map.entry("Rule", Type.RULE), Map.entry("Constraint", Type.CONSTRAINT), Map.entry("Canvas", Type.CANVAS),
            Map.entry("Strategy", Type.STRATEGY), Map.entry("Nothing", Type.NOTHING),
            Map.entry("CodePoint", new Type.Opaque("CodePoint")),
            Map.entry("SuffixAutomaton", new Type.Opaque("SuffixAutomaton")),
            Map.entry("SuffixMatcher", new Type.Opaque("SuffixMatcher")),
            Map.entry("NGramIndex", new Type.Opaque("NGramIndex")));

    /// How many types stand between the angle brackets, by the names of the types that take some.
    public static final Map<String, Integer> GENERIC = Map.of("List", 1, "Map", 2, "Queue", 1);

    private TypeNames() {
    }

    /// The type that a name of [#GENERIC] stands for with as many arguments as it takes.
    public static Type generic(String name, List<Type> arguments) {
        return switch (name) {
            case "List" -> new Type.ListType(arguments.getFirst());
            case "Map" -> new Type.MapType(arguments.get(0), arguments.get(1));
            case "Queue" -> new Type.QueueType(arguments.getFirst());
            default -> throw new IllegalArgumentException(name);
        };
    }
}
