package org.decant.compiler.syntax;

import java.util.List;
import org.decant.grammar.DecodeParser.FunctionOrTupleTypeContext;
import org.decant.grammar.DecodeParser.NamedTypeContext;
import org.decant.grammar.DecodeParser.TypeContext;

/// Makes [TypeSyntax] of parse trees.
final class TypeBuilder {
    private final SyntaxBuilder syntax;
    private final Positions positions;

    TypeBuilder(SyntaxBuilder syntax, Positions positions) {
        this.syntax = syntax;
        this.positions = positions;
    }

    TypeSyntax typeOrNull(TypeContext type) {
        return type == null ? null : type(type);
    }

    TypeSyntax type(TypeContext type) {
        syntax.enter(type);
        TypeSyntax built = switch (type) {
            case NamedTypeContext named -> named(named);
            case FunctionOrTupleTypeContext inParentheses -> inParentheses(inParentheses);
            default -> throw new IllegalStateException(type.getText());
        };
        syntax.leave();
        return built;
    }

    List<TypeSyntax> types(List<TypeContext> types) {
        return types.stream().map(this::type).toList();
    }

    private TypeSyntax named(NamedTypeContext type) {
        TypeSyntax.Named named = new TypeSyntax.Named(syntax.name(type.name()), types(type.type()),
                positions.of(type.getStart(), type.GREATER() == null
                        ? type.name().getStop() : type.GREATER().getSymbol()));
        return type.QUESTION() == null ? named : new TypeSyntax.Nullable(named, positions.of(type));
    }

    private TypeSyntax inParentheses(FunctionOrTupleTypeContext type) {
        List<TypeSyntax> written = types(type.type());
        if (type.ARROW() != null) {
            return new TypeSyntax.Function(written.subList(0, written.size() - 1), written.getLast(),
                    positions.of(type));
        }
        TypeSyntax inner = written.size() == 1 ? written.getFirst()
                : new TypeSyntax.Tuple(written, positions.of(type.getStart(), type.CLOSE_PAREN().getSymbol()));
        return type.QUESTION() == null ? inner : new TypeSyntax.Nullable(inner, positions.of(type));
    }
}
