package org.decant.runtime.json;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// A JSON value and the place where it is written.
public sealed interface JsonValue {

    Span span();

    /// What people call this kind of value, with its article: `an object`.
    String kind();

    /// An object; its members are in the order of the file and have distinct keys.
    record JsonObject(Span span, List<Member> members) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }

        /// The value under `key`, or null.
        public JsonValue get(String key) {
            for (Member member : members) {
                if (member.key().equals(key)) {
                    return member.value();
                }
            }
            return null;
        }
    }

    /// A key of an object, where it is written, and its value.
    record Member(String key, Span keySpan, JsonValue value) {
    }

    record JsonArray(Span span, List<JsonValue> elements) implements JsonValue {
        @Override
        public String kind() {
            return "an array";
        }
    }

    record JsonString(Span span, String value) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /// A number, rounded to the nearest `double`; infinite where it is too large for one.
    record JsonNumber(Span span, double value) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record JsonBoolean(Span span, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "`" + value + "`";
        }
    }

    record JsonNull(Span span) implements JsonValue {
        @Override
        public String kind() {
            return "`null`";
        }
    }
}
