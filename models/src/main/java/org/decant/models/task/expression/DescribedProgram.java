package org.decant.models.task.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.models.world.Choices;

/// An expression and what it does, in English. The English is built along with the expression and has one reading:
/// members stand in front of what they are of, operators join chains of members only.
public record DescribedProgram(Variables variables, String english, Expression expression) {
    private static final List<Character> OPERATORS = List.of('+', '-', '*');
    private static final double DEEPER = 0.45;

    /// An expression and its English; its type is `type`.
    private record Part(String english, Expression expression, Type type) {
    }

    /// Makes a program up. Both operands, and both branches of a choice, differ; a condition looks at a variable.
    public static DescribedProgram draw(Choices choices) {
        while (true) {
            Variables variables = Variables.draw(choices);
            Part program = part(variables, choices);
            if (!idle(program.expression)) {
                return new DescribedProgram(variables, program.english, program.expression);
            }
        }
    }

    private static Part part(Variables variables, Choices choices) {
        return switch (choices.weighted(new double[] {4, 4, 2})) {
            case 0 -> chain(variables, choices, 2);
            case 1 -> operation(variables, choices);
            default -> choice(variables, choices);
        };
    }

    /// Whether a part of the program does nothing.
    private static boolean idle(Expression expression) {
        return switch (expression) {
            case Expression.Operation operation -> operation.left().equals(operation.right())
                    || operation.left() instanceof Expression.Number && operation.right() instanceof Expression.Number;
            case Expression.Choice choice -> choice.yes().equals(choice.no()) || idle(choice.condition());
            case Expression.Access access -> access.owner() instanceof Expression.Number || idle(access.owner());
            case Expression.Variable _, Expression.Number _ -> false;
        };
    }

    /// A variable with members behind it.
    private static Part chain(Variables variables, Choices choices, int longest) {
        List<String> names = List.copyOf(variables.types().keySet());
        String name = choices.any(names);
        Part chain = new Part(name, new Expression.Variable(name), variables.types().get(name));
        for (int length = 0; length < longest && (length == 0 || choices.flip(DEEPER)); length++) {
            Part owner = chain;
            List<Member> members = Arrays.stream(Member.values())
                    .filter(member -> member.owner() == owner.type && member != Member.EVEN).toList();
            Member member = choices.any(members);
            chain = new Part(member.english(owner.english), new Expression.Access(owner.expression, member.written()),
                    member.result());
        }
        return chain;
    }

    /// A chain that gives a number.
    private static Part number(Variables variables, Choices choices) {
        while (true) {
            Part chain = chain(variables, choices, choices.between(0, 1));
            if (chain.type == Type.INT) {
                return chain;
            }
            if (choices.flip(0.3)) {
                int number = choices.between(2, 9);
                return new Part("" + number, new Expression.Number(number), Type.INT);
            }
        }
    }

    private static Part operation(Variables variables, Choices choices) {
        Part left = chain(variables, choices, choices.between(0, 2));
        while (left.type != Type.INT && left.type != Type.TEXT) {
            left = chain(variables, choices, choices.between(0, 2));
        }
        if (left.type == Type.TEXT) {
            Part right = chain(variables, choices, choices.between(0, 1));
            for (int tries = 0; right.type != Type.TEXT && tries < 20; tries++) {
                right = chain(variables, choices, choices.between(0, 1));
            }
            right = right.type == Type.TEXT ? right : left;
            return new Part(left.english + " followed by " + right.english,
                    new Expression.Operation(left.expression, '+', right.expression), Type.TEXT);
        }
        Part right = number(variables, choices);
        char operator = choices.phrasing(OPERATORS);
        String joined = operator == '+' ? " plus " : operator == '-' ? " minus " : " times ";
        return new Part(left.english + joined + right.english,
                new Expression.Operation(left.expression, operator, right.expression), Type.INT);
    }

    private static Part choice(Variables variables, Choices choices) {
        Part tested = number(variables, choices);
        Part condition;
        if (choices.flip(0.3)) {
            condition = new Part(Member.EVEN.english(tested.english),
                    new Expression.Access(tested.expression, Member.EVEN.written()), Type.BOOL);
        } else {
            Part limit = number(variables, choices);
            char operator = choices.phrasing('<', '>', '=');
            String compared = operator == '<' ? " is less than " : operator == '>' ? " is more than " : " equals ";
            condition = new Part(tested.english + compared + limit.english,
                    new Expression.Operation(tested.expression, operator, limit.expression), Type.BOOL);
        }
        Part yes = chain(variables, choices, choices.between(0, 1));
        List<Part> others = new ArrayList<>(List.of(number(variables, choices)));
        for (int tries = 0; others.getLast().type != yes.type && tries < 20; tries++) {
            others.add(chain(variables, choices, choices.between(0, 1)));
        }
        Part no = others.getLast().type == yes.type ? others.getLast() : yes;
        return new Part(yes.english + " if " + condition.english + ", else " + no.english,
                new Expression.Choice(condition.expression, yes.expression, no.expression), yes.type);
    }
}
