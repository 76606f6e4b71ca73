package org.decant.compiler.syntax;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;

/// Prints syntax trees for comparison: `Let(x, -, Binary(ADD, 1, y))`. Places are left out, names and literals stand
/// for themselves, `-` for null; a block is `{…}`, a statement that only evaluates is its expression. Long blocks and
/// lists of declarations take a line for each element.
final class TreePrinter {

    private TreePrinter() {
    }

    static String print(Object node) {
        return switch (node) {
            case null -> "-";
            case List<?> list -> "[" + join(list, ", ") + "]";
            case Name name -> name.text();
            case String text -> '"' + text + '"';
            case SourceFile file -> 
                    Stream.concat(file.imports().stream(), file.declarations().stream())
                            .map(TreePrinter::print).collect(Collectors.joining("\n"));
            case Block block -> block(join(block.statements(), "; "), block);
            case Statement.Evaluate evaluate -> print(evaluate.expression());
            case Expression.Variable variable -> variable.name().text();
            case Expression.IntLiteral number -> Long.toString(number.value());
            case Expression.FloatLiteral number -> Double.toString(number.value());
            case Expression.TextLiteral text -> print(text.value());
            case Expression.BoolLiteral bool -> Boolean.toString(bool.value());
            case Expression.NullLiteral _ -> "null";
            case Expression.LambdaParameter p -> p.type() == null ? p.name().text() : p.name() + ": " + print(p.type());
            case Expression.MapLiteral.Entry entry -> print(entry.key()) + " -> " + print(entry.value());
            case Argument argument ->
                    (argument.name() == null ? "" : argument.name() + ": ") + print(argument.value());
            case Pattern.Anything _ -> "_";
            case Pattern.Binding binding -> binding.name().text();
            case Pattern.Literal literal -> print(literal.value());
            case TypeSyntax.Named named -> named.name()
                    + (named.arguments().isEmpty() ? "" : "<" + join(named.arguments(), ", ") + ">");
            case TypeSyntax.Nullable nullable -> print(nullable.type()) + "?";
            case TypeSyntax.Tuple tuple -> "(" + join(tuple.elements(), ", ") + ")";
            case TypeSyntax.Function function ->
                    "((" + join(function.parameters(), ", ") + ") -> " + print(function.result()) + ")";
            case Record record -> record.getClass().getSimpleName() + components(record);
            default -> node.toString();
        };
    }

    private static String block(String inOneLine, Block block) {
        return inOneLine.length() < 50 && !inOneLine.contains("\n") ? "{" + inOneLine + "}"
                : "{\n" + join(block.statements(), "\n").indent(2) + "}";
    }

    private static String components(Record record) {
        List<String> printed = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (component.getType() == Span.class || component.getType() == SourceText.class) {
                continue;
            }
            try {
                printed.add(print(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return printed.isEmpty() ? "" : "(" + String.join(", ", printed) + ")";
    }

    private static String join(List<?> nodes, String separator) {
        return String.join(separator, nodes.stream().map(TreePrinter::print).toList());
    }
}
