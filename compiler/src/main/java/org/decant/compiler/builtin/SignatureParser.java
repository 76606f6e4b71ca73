package org.decant.compiler.builtin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.builtin.Builtin.BuiltinParameter;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.TypeNames;

/// Reads the signatures that builtins are declared with, such as
/// `List<A>.map(block: each (A) -> B) -> List<B>`, `Context.length -> Int` or `top_p(logits: Logits, p: Float = 0.9) -> Logits`.
/// Single capital letters are type parameters; `each` marks a block that is run for every element.
final class SignatureParser {
    private final String text;
    private final Map<String, Type.Variable> variables = new LinkedHashMap<>();
    private int at;

    SignatureParser(String text) {
        this.text = text;
    }

    /// The parts of a signature; `name` null never happens, `receiver` null for functions and values.
    record Signature(Type receiver, String name, boolean called, List<BuiltinParameter> parameters, Type result,
                     List<Type.Variable> variables) {}

    Signature parse() {
        Type receiver = null;
        String name;
        if (Character.isUpperCase(text.charAt(0)) || text.charAt(0) == '(') {
            receiver = type();
            expect(".");
        }
        name = word();
        List<BuiltinParameter> parameters = new ArrayList<>();
        boolean called = peek("(");
        if (called) {
            expect("(");
            while (!peek(")")) {
                parameters.add(parameter());
                if (!peek(")")) {
                    expect(",");
                }
            }
            expect(")");
        }
        expect("->");
        Type result = type();
        if (at != text.length()) {
            throw error("the end");
        }
        return new Signature(receiver, name, called, parameters, result, List.copyOf(variables.values()));
    }

    private BuiltinParameter parameter() {
        String name = word();
        expect(":");
        boolean perElement = accept("each ");
        Type type = type();
        Object defaultValue = accept("=") ? literal() : null;
        return new BuiltinParameter(name, type, perElement, defaultValue);
    }

    private Object literal() {
        skip();
        int start = at;
        while (at < text.length() && ",)".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String literal = text.substring(start, at).strip();
        return switch (literal) {
            case "null" -> BuiltinParameter.NULL_DEFAULT;
            case "true" -> true;
            case "false" -> false;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "[]" -> List.of();
            default -> literal.startsWith("\"") ? literal.substring(1, literal.length() - 1)
                    : literal.contains(".") ? (Object) Double.valueOf(literal) : (Object) Long.valueOf(literal);
        };
    }

    private Type type() {
        Type type = simpleType();
        while (accept("?")) {
            type = new Type.Nullable(type);
        }
        return type;
    }

    private Type simpleType() {
        if (accept("(")) {
            List<Type> elements = new ArrayList<>();
            while (!peek(")")) {
                elements.add(type());
                if (!peek(")")) {
                    expect(",");
                }
            }
            expect(")");
            if (accept("->")) {
                return new Type.Function(elements, type());
            }
            return elements.size() == 1 ? elements.getFirst() : new Type.Tuple(elements);
        }
        String name = word();
        if (name.length() == 1) {
            return variables.computeIfAbsent(name, ignored -> new Type.Variable());
        }
        int count = TypeNames.GENERIC.getOrDefault(name, 0);
        if (count > 0) {
            List<Type> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                expect(i == 0 ? "<" : ",");
                arguments.add(type());
            }
            expect(">");
            return TypeNames.generic(name, arguments);
        }
        Type type = TypeNames.PLAIN.get(name);
        if (type == null) {
            throw error("a type, not `" + name + "`");
        }
        return type;
    }

    private String word() {
        skip();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (at == start) {
            throw error("a name");
        }
        return text.substring(start, at);
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean peek(String symbol) {
        skip();
        return text.startsWith(symbol, at);
    }

    private boolean accept(String symbol) {
        if (peek(symbol)) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw error("`" + symbol + "`");
        }
    }

    private IllegalArgumentException error(String expected) {
        return new IllegalArgumentException("signature \"" + text + "\": expected " + expected + " at " + at);
    }
}
