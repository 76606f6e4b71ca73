package org.decant.compiler.builtin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The builtins as a page of the documentation, made from the table.
public final class BuiltinReference {
    private static final Map<String, String> SYMBOLS = Map.of("operator_add", "+", "operator_subtract", "-",
            "operator_multiply", "*", "operator_divide", "/", "operator_intersect", "&", "operator_union", "|");

    private BuiltinReference() {
    }

    /// The whole page, in Markdown.
    public static String page(BuiltinTable table) {
        StringBuilder page = new StringBuilder("""
                # Builtins

                What the runtime gives to scripts, by section. `f(x, …)` are functions, which `x |> f(…)` calls too; `x.f(…)` are methods,
                `x.f` properties. Numbers of distributions are natural logarithms where they are logarithms. This page is made from
                the table that the checker reads.
                """);
        table.sections().forEach((title, builtins) -> {
            page.append("\n## ").append(title).append("\n\n| builtin | what it does |\n|---|---|\n");
            byDocumentation(builtins).forEach((documentation, same) -> page.append("| ")
                    .append(same.stream().map(builtin -> "`" + written(builtin).replace("|", "\\|") + "`")
                            .collect(Collectors.joining("<br>")))
                    .append(" | ").append(documentation.replace("|", "\\|")).append(" |\n"));
        });
        return page.toString();
    }

    private static Map<String, List<Builtin>> byDocumentation(List<Builtin> builtins) {
        return builtins.stream().collect(Collectors.groupingBy(builtin -> builtin.name() + " " + builtin.documentation(),
                LinkedHashMap::new, Collectors.toList())).values().stream()
                .collect(Collectors.toMap(same -> same.getFirst().documentation(), same -> same,
                        (left, right) -> java.util.stream.Stream.concat(left.stream(), right.stream()).toList(),
                        LinkedHashMap::new));
    }

    /// How a builtin is written and what it gives: operators with their symbols, everything else by its signature.
    public static String written(Builtin builtin) {
        String[] names = builtin.parameters().stream().map(Builtin.BuiltinParameter::name).toArray(String[]::new);
        String symbol = SYMBOLS.get(builtin.name());
        String result = builtin.signature().substring(builtin.signature().lastIndexOf("->"));
        if (symbol != null) {
            return typed(builtin, 0) + " " + symbol + " " + typed(builtin, 1) + " " + result;
        }
        return switch (builtin.name()) {
            case "operator_negate" -> "-" + typed(builtin, 0) + " " + result;
            case "operator_index" -> typed(builtin, 0) + "[" + typed(builtin, 1) + "] " + result;
            case "operator_slice" -> typed(builtin, 0) + "[" + names[1] + " .. " + names[2] + "] " + result;
            case "operator_range" -> names[0] + " .. " + names[1] + " " + result;
            case "operator_constrain" -> "constrain " + typed(builtin, 0) + " by " + typed(builtin, 1) + " " + result;
            default -> builtin.signature().replace("each ", "");
        };
    }

    /// A parameter's type as its signature writes it.
    private static String typed(Builtin builtin, int parameter) {
        String signature = builtin.signature();
        String start = builtin.parameters().get(parameter).name() + ": ";
        int from = signature.indexOf(start) + start.length();
        int depth = 0;
        int to = from;
        while (depth > 0 || ",)".indexOf(signature.charAt(to)) < 0) {
            depth += "<(".indexOf(signature.charAt(to)) >= 0 ? 1 : ">)".indexOf(signature.charAt(to)) >= 0 ? -1 : 0;
            to++;
        }
        return signature.substring(from, to);
    }
}
