package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.syntax.Pattern;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.Matcher;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;

/// Checks patterns against the type they take apart, and declares the names in them.
final class PatternChecker {
    private final BodyChecker body;

    PatternChecker(BodyChecker body) {
        this.body = body;
    }

    /// A pattern that must fit: a name, `_`, or a tuple of such.
    Matcher destructure(Pattern pattern, Type type) {
        return switch (pattern) {
            case Pattern.Anything ignored -> new Matcher.Anything();
            case Pattern.Binding binding -> bind(binding.name(), type);
            case Pattern.Tuple tuple -> tuple(tuple, type, true);
            case Pattern.Record record -> record(record, type, true);
            case Pattern.Literal literal -> {
                body.error(literal.span(), "a literal cannot be declared", "compare with `==`, or use `match`");
                yield new Matcher.Anything();
            }
        };
    }

    /// A pattern of `match`.
    Matcher match(Pattern pattern, Type type) {
        return switch (pattern) {
            case Pattern.Anything ignored -> new Matcher.Anything();
            case Pattern.Binding binding -> bind(binding.name(),
                    type.resolved() instanceof Type.Nullable nullable ? nullable.base() : type);
            case Pattern.Tuple tuple -> tuple(tuple, type, false);
            case Pattern.Record record -> record(record, type, false);
            case Pattern.Literal literal -> literal(literal, type);
        };
    }

    private Matcher bind(Name name, Type type) {
        body.statements().checkFresh(name);
        LocalVariable variable = body.environment().declare(name.text(), type, false, name.span());
        return new Matcher.Bind(variable.slot(), type);
    }

    private Matcher literal(Pattern.Literal literal, Type type) {
        Code value = body.expressions().value(literal.value(), type);
        Code converted = Conversions.convert(value, type);
        if (converted instanceof Code.Constant constant) {
            return new Matcher.EqualTo(constant);
        }
        if (converted == null) {
            body.mismatch(literal.span(), "what is matched", type, value.type());
        } else {
            body.error(literal.span(), "a pattern is a literal, a name, a tuple or a record", "use a guard: `x if x == … ->`");
        }
        return new Matcher.Anything();
    }

    private Matcher tuple(Pattern.Tuple pattern, Type type, boolean mustFit) {
        Type resolved = notNull(type);
        if (resolved == Type.UNKNOWN) {
            return parts(pattern.elements(), null, mustFit, pattern.span());
        }
        if (!(resolved instanceof Type.Tuple tuple) || tuple.elements().size() != pattern.elements().size()) {
            body.error(pattern.span(), "this takes a tuple of " + pattern.elements().size() + " apart, the value is "
                    + BodyChecker.article(resolved), null);
            return parts(pattern.elements(), null, mustFit, pattern.span());
        }
        return parts(pattern.elements(), tuple.elements(), mustFit, pattern.span());
    }

    private Matcher parts(List<Pattern> patterns, List<Type> types, boolean mustFit, Span span) {
        return new Matcher.Tuple(all(patterns, types, mustFit));
    }

    private List<Matcher> all(List<Pattern> patterns, List<Type> types, boolean mustFit) {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            Type type = types == null ? Type.UNKNOWN : types.get(i);
            matchers.add(mustFit ? destructure(patterns.get(i), type) : match(patterns.get(i), type));
        }
        return matchers;
    }

    private Matcher record(Pattern.Record pattern, Type type, boolean mustFit) {
        Type.Record record = body.names().record(pattern.name().text());
        if (record == null) {
            body.problems().unknownName(pattern.name(), "there is no record `" + pattern.name() + "`",
                    NearestName.hint(pattern.name().text(), body.names().all()), null);
            return new Matcher.Tuple(all(pattern.fields(), null, mustFit));
        }
        Type resolved = notNull(type);
        if (resolved != record && resolved != Type.UNKNOWN) {
            body.mismatch(pattern.span(), "what is matched", type, record);
        }
        if (record.fields().size() != pattern.fields().size()) {
            body.error(pattern.span(), "`" + record + "` has " + record.fields().size() + " fields, the pattern "
                    + pattern.fields().size(), "write `_` for a field that does not matter");
            return new Matcher.Record(record, all(pattern.fields(), null, mustFit));
        }
        List<Type> types = record.fields().stream().map(Type.Record.Field::type).toList();
        return new Matcher.Record(record, all(pattern.fields(), types, mustFit));
    }

    private static Type notNull(Type type) {
        Type resolved = type.resolved();
        return resolved instanceof Type.Nullable nullable ? nullable.base().resolved() : resolved;
    }
}
