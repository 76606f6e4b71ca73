package org.decant.runtime.constraint;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.json.JsonValue;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonBoolean;
import org.decant.runtime.json.JsonValue.JsonNull;
import org.decant.runtime.json.JsonValue.JsonNumber;
import org.decant.runtime.json.JsonValue.JsonObject;
import org.decant.runtime.json.JsonValue.JsonString;
import org.decant.runtime.json.JsonValue.Member;

/// Reads the keywords of JSON Schemas and refuses those that would not be kept to.
final class SchemaKeywords {
    /// Keywords that say nothing about which values there are.
    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$id", "$comment", "$defs", "definitions", "title",
            "description", "default", "examples", "deprecated", "readOnly", "writeOnly");
    /// Keywords that stand alone, in the order in which one is looked for.
    private static final List<String> WHOLE = List.of("$ref", "anyOf", "oneOf", "enum", "const");
    private static final Map<String, List<String>> BY_TYPE = Map.of(
            "object", List.of("properties", "required", "additionalProperties"),
            "array", List.of("items", "minItems", "maxItems"),
            "string", List.of("pattern", "minLength", "maxLength"),
            "number", List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"));
    private static final int LARGEST = 100_000;

    private final JsonValue root;

    SchemaKeywords(JsonValue root) {
        this.root = root;
    }

    static DecantException error(JsonValue at, String message, String hint) {
        return new DecantException(Diagnostic.error(at.span(), message, hint));
    }

    /// What a schema is made by: one of the keywords that stand alone, `type` (also where only the keywords of a type are
    /// there), or nothing.
    String kind(JsonObject schema) {
        String kind = "";
        for (String keyword : WHOLE) {
            if (kind.isEmpty() && schema.get(keyword) != null) {
                kind = keyword;
            }
        }
        boolean whole = !kind.isEmpty();
        for (Member member : schema.members()) {
            String keyword = member.key();
            if (ANNOTATIONS.contains(keyword) || keyword.equals(kind)) {
                continue;
            }
            boolean typed = keyword.equals("type") || BY_TYPE.values().stream().anyMatch(known -> known.contains(keyword));
            if (!typed && !WHOLE.contains(keyword)) {
                throw unknown(member);
            }
            boolean repeated = keyword.equals("type") && (kind.equals("enum") || kind.equals("const"));
            if (whole && !repeated) {
                throw new DecantException(Diagnostic.error(member.keySpan(), "`" + keyword + "` stands beside `" + kind + "`",
                        "a schema with `" + kind + "` is made by it alone: move the rest into its parts"));
            }
            kind = whole ? kind : "type";
        }
        return kind;
    }

    private static DecantException unknown(Member member) {
        List<String> known = new ArrayList<>(WHOLE);
        BY_TYPE.values().forEach(known::addAll);
        known.add("type");
        String near = NearestName.hint(member.key(), known);
        return new DecantException(Diagnostic.error(member.keySpan(), "the keyword `" + member.key() + "` is not known",
                near != null ? near : member.key().equals("format") ? "say what the text looks like with `pattern`"
                        : "known are type, " + String.join(", ", known.subList(0, known.size() - 1)) + " and annotations"));
    }

    /// The types that a schema names, or those that its keywords belong to.
    List<String> types(JsonObject schema, List<String> all) {
        List<String> types = new ArrayList<>();
        JsonValue given = schema.get("type");
        if (given == null) {
            for (String type : List.of("object", "array", "string", "number")) {
                if (BY_TYPE.get(type).stream().anyMatch(keyword -> schema.get(keyword) != null)) {
                    types.add(type);
                }
            }
        }
        List<JsonValue> named = given instanceof JsonArray list ? list.elements() : given == null ? List.of() : List.of(given);
        for (JsonValue one : named) {
            if (!(one instanceof JsonString(var span, String type)) || !all.contains(type)) {
                throw error(one, "this is no type", "types are " + String.join(", ", all));
            }
            types.add(type);
        }
        for (Member member : schema.members()) {
            BY_TYPE.forEach((type, keywords) -> {
                boolean has = types.contains(type) || type.equals("number") && types.contains("integer");
                if (keywords.contains(member.key()) && !has) {
                    throw new DecantException(Diagnostic.error(member.keySpan(), "`" + member.key()
                            + "` says nothing about " + String.join(" or ", types), "it is about values of the type " + type));
                }
            });
        }
        return types;
    }

    /// The type of a value; `integer` for whole numbers.
    static String type(JsonValue value) {
        return switch (value) {
            case JsonObject ignored -> "object";
            case JsonArray ignored -> "array";
            case JsonString ignored -> "string";
            case JsonBoolean ignored -> "boolean";
            case JsonNull ignored -> "null";
            case JsonNumber number -> number.value() == Math.rint(number.value()) ? "integer" : "number";
        };
    }

    /// The value of a keyword; null where it is not there.
    <V extends JsonValue> V of(JsonObject schema, String keyword, Class<V> kind) {
        JsonValue value = schema.get(keyword);
        if (value != null && !kind.isInstance(value)) {
            String wanted = kind == JsonArray.class ? "an array" : kind == JsonObject.class ? "an object"
                    : kind == JsonString.class ? "a string" : "a number";
            throw error(value, "`" + keyword + "` is " + wanted + ", this is " + value.kind(), null);
        }
        return kind.cast(value);
    }

    /// A number of characters or items.
    int size(JsonObject schema, String keyword, int otherwise) {
        JsonNumber number = of(schema, keyword, JsonNumber.class);
        if (number == null) {
            return otherwise;
        }
        if (number.value() != Math.rint(number.value()) || number.value() < 0 || number.value() > LARGEST) {
            throw error(number, "`" + keyword + "` is a whole number from 0 to " + LARGEST, null);
        }
        return (int) number.value();
    }

    /// The largest lower bound or the smallest upper one; null where there is none.
    ///
    /// @param whole  whether only whole numbers count: bounds between them are rounded
    /// @param inward the sign of the direction from the bound to what is allowed
    BigDecimal bound(JsonObject schema, String including, String excluding, boolean whole, int inward) {
        BigDecimal bound = bound(schema, including, whole, inward);
        BigDecimal beyond = bound(schema, excluding, whole, inward);
        if (beyond == null) {
            return bound;
        }
        if (!whole) {
            throw error(schema.get(excluding), "`" + excluding + "` is known of whole numbers only",
                    "use `" + including + "`, or the type integer");
        }
        // A bound that was rounded inward is itself allowed.
        boolean exact = beyond.compareTo(new BigDecimal(schema.get(excluding).span().text())) == 0;
        BigDecimal inside = exact ? beyond.add(BigDecimal.valueOf(inward)) : beyond;
        return bound == null || inside.subtract(bound).signum() == inward ? inside : bound;
    }

    private BigDecimal bound(JsonObject schema, String keyword, boolean whole, int inward) {
        JsonNumber number = of(schema, keyword, JsonNumber.class);
        if (number == null) {
            return null;
        }
        BigDecimal exact = new BigDecimal(number.span().text());
        if (exact.precision() - exact.scale() > 40) {
            throw error(number, "this bound is too large", "leave it out, or give one of at most 40 digits");
        }
        BigDecimal rounded = exact.setScale(0, inward > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR);
        if (!whole && rounded.compareTo(exact) != 0) {
            throw error(number, "the bounds of numbers must be whole", "round it, or say it with a `pattern` of a string");
        }
        return rounded;
    }

    /// The names of the required properties.
    TreeSet<String> required(JsonObject schema) {
        TreeSet<String> names = new TreeSet<>();
        JsonArray required = of(schema, "required", JsonArray.class);
        for (JsonValue name : required == null ? List.<JsonValue>of() : required.elements()) {
            if (!(name instanceof JsonString(var span, String text))) {
                throw error(name, "`required` is a list of names, this is " + name.kind(), null);
            }
            names.add(text);
        }
        return names;
    }

    /// The schema that a reference points to, within this one.
    JsonValue target(JsonString reference) {
        String pointer = reference.value();
        if (!pointer.equals("#") && !pointer.startsWith("#/")) {
            throw error(reference, "a reference leads out of the schema", "references begin with `#/`, such as `#/$defs/name`");
        }
        JsonValue at = root;
        for (String step : pointer.equals("#") ? new String[0] : pointer.substring(2).split("/", -1)) {
            String name = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replace("~1", "/").replace("~0", "~");
            JsonValue next = at instanceof JsonObject object ? object.get(name) : null;
            if (next == null) {
                List<String> names = at instanceof JsonObject object
                        ? object.members().stream().map(Member::key).toList() : List.of();
                throw error(reference, "there is no `" + name + "` in the schema", NearestName.hint(name, names));
            }
            at = next;
        }
        return at;
    }
}
