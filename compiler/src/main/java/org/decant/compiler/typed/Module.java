package org.decant.compiler.typed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.SourceText;

/// A checked file: its own declarations, and those it imports.
///
/// @param source     the text
/// @param imports    the modules it imports
/// @param strategies its own strategies, in order
/// @param functions  its own functions
/// @param records    its own records
/// @param constants  its own constants
public record Module(SourceText source, List<Module> imports, Map<String, Routine> strategies,
                     Map<String, Routine> functions, Map<String, Type.Record> records,
                     Map<String, GlobalConstant> constants) {

    public static Module empty(SourceText source, List<Module> imports) {
        return new Module(source, imports, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>());
    }
}
