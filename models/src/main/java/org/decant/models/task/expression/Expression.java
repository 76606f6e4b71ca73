package org.decant.models.task.expression;

import java.util.Map;

/// An expression: what it is written like, its type, its value.
public sealed interface Expression {

    /// Its type.
    ///
    /// @param variables the types of the variables
    /// @return null where it has none: a variable or member that is not there, operands that do not fit
    Type type(Map<String, Type> variables);

    /// Its value: a `Long`, a `String`, a `List<Long>` or a `Boolean`. Only for expressions that have a type.
    Object value(Map<String, Object> variables);

    record Variable(String name) implements Expression {
        @Override
        public Type type(Map<String, Type> variables) {
            return variables.get(name);
        }

        @Override
        public Object value(Map<String, Object> variables) {
            return variables.get(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Number(long number) implements Expression {
        @Override
        public Type type(Map<String, Type> variables) {
            return Type.INT;
        }

        @Override
        public Object value(Map<String, Object> variables) {
            return number;
        }

        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    /// @param name what stands behind the point; whether there is such a member depends on the type before it
    record Access(Expression owner, String name) implements Expression {
        @Override
        public Type type(Map<String, Type> variables) {
            Member member = member(variables);
            return member == null ? null : member.result();
        }

        private Member member(Map<String, Type> variables) {
            Type type = owner.type(variables);
            return type == null ? null : Member.named(type, name);
        }

        @Override
        public Object value(Map<String, Object> variables) {
            Object value = owner.value(variables);
            Type type = switch (value) {
                case Long _ -> Type.INT;
                case String _ -> Type.TEXT;
                case Boolean _ -> Type.BOOL;
                default -> Type.LIST;
            };
            return Member.named(type, name).of(value);
        }

        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    /// @param operator `+` (numbers or texts), `-`, `*`, `<`, `>` or `=` (numbers)
    record Operation(Expression left, char operator, Expression right) implements Expression {
        @Override
        public Type type(Map<String, Type> variables) {
            Type one = left.type(variables);
            Type other = right.type(variables);
            if (one == Type.TEXT && other == Type.TEXT && operator == '+') {
                return Type.TEXT;
            }
            return one != Type.INT || other != Type.INT ? null : "<>=".indexOf(operator) >= 0 ? Type.BOOL : Type.INT;
        }

        @Override
        public Object value(Map<String, Object> variables) {
            Object one = left.value(variables);
            Object other = right.value(variables);
            if (one instanceof String text) {
                return text + other;
            }
            long first = (Long) one;
            long second = (Long) other;
            return switch (operator) {
                case '+' -> first + second;
                case '-' -> first - second;
                case '*' -> first * second;
                case '<' -> first < second;
                case '>' -> first > second;
                default -> first == second;
            };
        }

        @Override
        public String toString() {
            return left + " " + operator + " " + right;
        }
    }

    record Choice(Expression condition, Expression yes, Expression no) implements Expression {
        @Override
        public Type type(Map<String, Type> variables) {
            Type type = yes.type(variables);
            return condition.type(variables) == Type.BOOL && type == no.type(variables) ? type : null;
        }

        @Override
        public Object value(Map<String, Object> variables) {
            return ((Boolean) condition.value(variables) ? yes : no).value(variables);
        }

        @Override
        public String toString() {
            return "if " + condition + " then " + yes + " else " + no;
        }
    }
}
