package org.decant.compiler.syntax;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeParser;
import org.decant.grammar.DecodeParser.LiteralPatternContext;
import org.decant.grammar.DecodeParser.NamePatternContext;
import org.decant.grammar.DecodeParser.NumberPatternContext;
import org.decant.grammar.DecodeParser.PatternContext;
import org.decant.grammar.DecodeParser.TuplePatternContext;

/// Makes [Pattern]s of parse trees.
final class PatternBuilder {
    private final SyntaxBuilder syntax;
    private final Positions positions;
    private final Problems problems;
    private final LiteralBuilder literals;

    PatternBuilder(SyntaxBuilder syntax, Positions positions, Problems problems, LiteralBuilder literals) {
        this.syntax = syntax;
        this.positions = positions;
        this.problems = problems;
        this.literals = literals;
    }

    /// A pattern of `match`.
    Pattern matched(PatternContext pattern) {
        Pattern built = pattern(pattern);
        refuseUpperCaseBindings(built);
        return built;
    }

    /// A pattern that cannot fail: of `let`, of `for`.
    Pattern certain(PatternContext pattern) {
        Pattern built = pattern(pattern);
        refuseUncertain(built);
        return built;
    }

    private Pattern pattern(PatternContext pattern) {
        return switch (pattern) {
            case NumberPatternContext number -> new Pattern.Literal(number(number), positions.of(number));
            case LiteralPatternContext literal ->
                    new Pattern.Literal(literals.literal(literal.getStart()), positions.of(literal));
            case NamePatternContext named -> named(named);
            case TuplePatternContext tuple when tuple.pattern().size() == 1 -> pattern(tuple.pattern(0));
            case TuplePatternContext tuple -> new Pattern.Tuple(patterns(tuple.pattern()), positions.of(tuple));
            default -> throw new IllegalStateException(pattern.getText());
        };
    }

    private List<Pattern> patterns(List<PatternContext> patterns) {
        return patterns.stream().map(this::pattern).toList();
    }

    private Expression number(NumberPatternContext number) {
        Token digits = number.getStop();
        return number.getStart().getType() == DecodeParser.MINUS
                ? literals.negative(number.getStart(), digits) : literals.literal(digits);
    }

    private Pattern named(NamePatternContext pattern) {
        Name name = syntax.name(pattern.name());
        if (pattern.OPEN_PAREN() == null) {
            return name.text().equals("_") ? new Pattern.Anything(name.span()) : new Pattern.Binding(name, name.span());
        }
        if (!beginsUpperCase(name)) {
            problems.report(name.span(),
                    "`" + name + "` cannot be a record: records' names begin with a capital letter",
                    "write a name alone to bind the value, or the name of its record");
        }
        return new Pattern.Record(name, patterns(pattern.pattern()), positions.of(pattern));
    }

    private static boolean beginsUpperCase(Name name) {
        return Character.isUpperCase(name.text().charAt(0));
    }

    private void refuseUpperCaseBindings(Pattern pattern) {
        switch (pattern) {
            case Pattern.Binding binding when beginsUpperCase(binding.name()) -> problems.report(binding.span(),
                    "a name that a pattern gives begins with a small letter",
                    "write `" + binding.name() + "(…)`, with a pattern for each field, if it is a record");
            case Pattern.Tuple tuple -> tuple.elements().forEach(this::refuseUpperCaseBindings);
            case Pattern.Record record -> record.fields().forEach(this::refuseUpperCaseBindings);
            default -> { }
        }
    }

    private void refuseUncertain(Pattern pattern) {
        switch (pattern) {
            case Pattern.Tuple tuple -> tuple.elements().forEach(this::refuseUncertain);
            case Pattern.Literal _, Pattern.Record _ -> problems.report(pattern.span(),
                    "only names and tuples of names can stand here",
                    "name the value and look at it with `match`");
            default -> { }
        }
    }
}
