package org.decant.compiler.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.decant.compiler.builtin.BuiltinTable;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.syntax.TypeSyntax;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.TypeNames;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.NearestName;

/// What names mean at the top of a file: its own declarations, then those of its imports, then the builtins.
final class Names {
    private final Module module;
    private final BuiltinTable builtins;
    private final Problems problems;

    Names(Module module, BuiltinTable builtins, Problems problems) {
        this.module = module;
        this.builtins = builtins;
        this.problems = problems;
    }

    BuiltinTable builtins() {
        return builtins;
    }

    Routine strategy(String name) {
        return find(name, Module::strategies);
    }

    Routine function(String name) {
        return find(name, Module::functions);
    }

    Type.Record record(String name) {
        return find(name, Module::records);
    }

    GlobalConstant constant(String name) {
        return find(name, Module::constants);
    }

    private <T> T find(String name, Function<Module, Map<String, T>> kind) {
        T own = kind.apply(module).get(name);
        if (own != null) {
            return own;
        }
        List<Module> imports = module.imports();
        for (int i = imports.size() - 1; i >= 0; i--) {
            T imported = kind.apply(imports.get(i)).get(name);
            if (imported != null) {
                return imported;
            }
        }
        return null;
    }

    /// Everything that has a name at the top, for hints.
    Set<String> all() {
        Set<String> names = new LinkedHashSet<>();
        addOf(module, names);
        module.imports().forEach(imported -> addOf(imported, names));
        names.addAll(builtins.names());
        names.add("output");
        return names;
    }

    private static void addOf(Module module, Set<String> names) {
        names.addAll(module.strategies().keySet());
        names.addAll(module.functions().keySet());
        names.addAll(module.records().keySet());
        names.addAll(module.constants().keySet());
    }

    Set<String> strategies() {
        Set<String> names = new LinkedHashSet<>(module.strategies().keySet());
        module.imports().forEach(imported -> names.addAll(imported.strategies().keySet()));
        return names;
    }

    /// The type that `syntax` names; UNKNOWN, after an error, where it names none.
    Type type(TypeSyntax syntax) {
        return switch (syntax) {
            case TypeSyntax.Nullable nullable -> Types.nullable(type(nullable.type()));
            case TypeSyntax.Tuple tuple -> new Type.Tuple(tuple.elements().stream().map(this::type).toList());
            case TypeSyntax.Function function -> new Type.Function(
                    function.parameters().stream().map(this::type).toList(), type(function.result()));
            case TypeSyntax.Named named -> named(named);
        };
    }

    private Type named(TypeSyntax.Named syntax) {
        String name = syntax.name().text();
        List<Type> arguments = syntax.arguments().stream().map(this::type).toList();
        int expected = TypeNames.GENERIC.getOrDefault(name, 0);
        Type plain = TypeNames.PLAIN.get(name);
        if (plain == null) {
            plain = record(name);
        }
        if (plain == null && expected == 0) {
            unknownType(syntax.name());
            return Type.UNKNOWN;
        }
        if (arguments.size() != expected) {
            problems.error(syntax.span(), expected == 0 ? "`" + name + "` takes no type arguments"
                    : "`" + name + "` takes " + (expected == 1 ? "one type argument" : "two type arguments"),
                    expected == 0 ? "write `" + name + "`" : expected == 1 ? "write `" + name + "<Token>`, for example"
                            : "write `" + name + "<Token, Int>`, for example");
            return Type.UNKNOWN;
        }
        return plain != null ? plain : TypeNames.generic(name, arguments);
    }

    private void unknownType(Name name) {
        Set<String> known = new LinkedHashSet<>(TypeNames.PLAIN.keySet());
        known.addAll(TypeNames.GENERIC.keySet());
        known.addAll(module.records().keySet());
        module.imports().forEach(imported -> known.addAll(imported.records().keySet()));
        String hint = switch (name.text()) {
            case "String", "string" -> "the type of texts is `Text`";
            case "Double", "double", "float", "Real", "Number" -> "the type of numbers with a fraction is `Float`";
            case "Integer", "int", "Long" -> "the type of whole numbers is `Int`";
            case "Boolean", "bool" -> "the type of truth values is `Bool`";
            case "Distribution", "Probs" -> "the type of distributions is `Dist`";
            default -> NearestName.hint(name.text(), known);
        };
        problems.unknownName(name, "there is no type `" + name.text() + "`", hint,
                "declare it: `record " + name.text() + "(…)`");
    }
}
