package org.decant.compiler.types;

import java.util.List;
import java.util.stream.Collectors;

/// A type. Types compare with [Types#same] once inference variables may be bound.
public sealed interface Type {

    Opaque INT = new Opaque("Int");
    Opaque FLOAT = new Opaque("Float");
    Opaque BOOL = new Opaque("Bool");
    Opaque TEXT = new Opaque("Text");
    Opaque TOKEN = new Opaque("Token");
    Opaque CONTEXT = new Opaque("Context");
    Opaque LOGITS = new Opaque("Logits");
    Opaque DIST = new Opaque("Dist");
    Opaque TENSOR = new Opaque("Tensor");
    Opaque TREE = new Opaque("Tree");
    Opaque NODE = new Opaque("Node");
    Opaque VERIFIED = new Opaque("Verified");
    Opaque MODEL = new Opaque("Model");
    /// A model that fills canvases; every one is a Model too.
    Opaque MASKED_MODEL = new Opaque("MaskedModel");
    Opaque SHAPE = new Opaque("Shape");
    Opaque RULE = new Opaque("Rule");
    Opaque CONSTRAINT = new Opaque("Constraint");
    Opaque CANVAS = new Opaque("Canvas");
    Opaque STRATEGY = new Opaque("Strategy");
    /// The type of what has no value: a loop, an `emit`, a block without a last expression.
    Opaque NOTHING = new Opaque("Nothing");
    /// The type of what never gives a value: `return`, `break`.
    Opaque NEVER = new Opaque("Never");
    /// The type after an error, compatible with everything so that one mistake gives one message.
    Opaque UNKNOWN = new Opaque("?");
    ListType TOKENS = new ListType(TOKEN);

    /// A type without parts.
    record Opaque(String name) implements Type {
        @Override
        public String toString() {
            return name;
        }
    }

    /// `List<element>`; `Tokens` is `List<Token>`.
    record ListType(Type element) implements Type {
        @Override
        public String toString() {
            return element.resolved().equals(TOKEN) ? "Tokens" : "List<" + element + ">";
        }
    }

    record MapType(Type key, Type value) implements Type {
        @Override
        public String toString() {
            return "Map<" + key + ", " + value + ">";
        }
    }

    /// `Queue<element>`: a priority queue.
    record QueueType(Type element) implements Type {
        @Override
        public String toString() {
            return "Queue<" + element + ">";
        }
    }

    /// `base?`; `base` is never nullable itself.
    record Nullable(Type base) implements Type {
        @Override
        public String toString() {
            return base.resolved() instanceof Function ? "(" + base + ")?" : base + "?";
        }
    }

    record Tuple(List<Type> elements) implements Type {
        @Override
        public String toString() {
            return elements.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    record Function(List<Type> parameters, Type result) implements Type {
        @Override
        public String toString() {
            return parameters.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")")) + " -> " + result;
        }
    }

    /// A declared record; records are the same only if they are the same declaration.
    final class Record implements Type {
        private final String name;
        private List<Field> fields = List.of();

        /// `hasDefault` fields may be left out where the record is made.
        public record Field(String name, Type type) {}

        public Record(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        public List<Field> fields() {
            return fields;
        }

        /// Set once, when the types that the declaration names are known.
        public void setFields(List<Field> fields) {
            this.fields = fields;
        }

        /// The index of the field, -1 where there is none.
        public int indexOf(String field) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(field)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// A type to be found out: an element type of `[]`, a type parameter of a builtin at one call.
    final class Variable implements Type {
        private Type bound;

        public Type bound() {
            return bound;
        }

        public void bind(Type type) {
            this.bound = type;
        }

        @Override
        public Type resolved() {
            return bound == null ? this : bound.resolved();
        }

        @Override
        public String toString() {
            return bound == null ? "?" : resolved().toString();
        }
    }

    /// This type with a bound variable at its top replaced by what it is bound to.
    default Type resolved() {
        return this;
    }
}
