package org.decant.runtime.constraint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.decant.runtime.constraint.Grammar.Reference;
import org.decant.runtime.constraint.Grammar.Symbol;
import org.decant.runtime.constraint.Grammar.Terminal;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.json.JsonReader;
import org.decant.runtime.json.JsonValue;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonBoolean;
import org.decant.runtime.json.JsonValue.JsonObject;
import org.decant.runtime.json.JsonValue.JsonString;
import org.decant.runtime.json.JsonValue.Member;

/// Compiles JSON Schemas (draft 2020-12, the part that says which values there are) to grammars of their texts.
///
/// Every text satisfies the schema; of the ways to write a value it is one: properties in the order of the schema and no others
/// unless `additionalProperties` says so, strings escaped only where they must be, at most one space after a colon or comma.
/// Keywords that are not known are refused by name.
final class JsonSchema {
    private static final List<String> TYPES = List.of("object", "array", "string", "integer", "number", "boolean", "null");

    private final SchemaKeywords keywords;
    private final JsonValue root;
    private final Grammar.Builder grammar = new Grammar.Builder();
    private final Map<JsonValue, Reference> compiled = new IdentityHashMap<>();
    private final Symbol colon = space(":");
    private final Symbol comma = space(",");
    private Reference anything;

    private JsonSchema(SourceText source) {
        this.root = JsonReader.read(source);
        this.keywords = new SchemaKeywords(root);
    }

    /// The texts of the values that satisfy a schema.
    ///
    /// @throws DecantException where it is no JSON, no schema, uses a keyword that is not known, or nothing satisfies it
    static GrammarAutomaton parse(SourceText source) {
        JsonSchema schema = new JsonSchema(source);
        Reference start = schema.grammar.declare();
        schema.grammar.add(start, List.of(schema.compile(schema.root)));
        GrammarRules.Prepared prepared = GrammarRules.prepare(schema.grammar.build());
        if (prepared.empty()) {
            throw SchemaKeywords.error(schema.root, "no value satisfies the schema", "look for bounds that exclude one another,"
                    + " or for a required property that holds the schema itself");
        }
        if (prepared.grammar() == null) {
            throw SchemaKeywords.error(schema.root, "the schema refers to itself without a value around it",
                    "put the reference into a property or an array");
        }
        return new GrammarAutomaton(prepared.grammar());
    }

    private Symbol compile(JsonValue schema) {
        Reference known = compiled.get(schema);
        if (known == null) {
            known = grammar.declare();
            compiled.put(schema, known);
            for (Symbol alternative : alternatives(schema)) {
                grammar.add(known, List.of(alternative));
            }
        }
        return known;
    }

    private List<Symbol> alternatives(JsonValue value) {
        if (value instanceof JsonBoolean(var span, boolean all)) {
            return all ? List.of(anything()) : List.of();
        }
        if (!(value instanceof JsonObject schema)) {
            throw SchemaKeywords.error(value, "a schema is an object, `true` or `false`, this is " + value.kind(), null);
        }
        String kind = keywords.kind(schema);
        return switch (kind) {
            case "$ref" -> List.of(compile(keywords.target((JsonString) keywords.of(schema, kind, JsonString.class))));
            case "anyOf", "oneOf" -> keywords.of(schema, kind, JsonArray.class).elements().stream().map(this::compile).toList();
            case "enum" -> literals(schema, keywords.of(schema, kind, JsonArray.class).elements());
            case "const" -> literals(schema, List.of(schema.get(kind)));
            case "type" -> typed(schema);
            default -> List.of(anything());
        };
    }

    private List<Symbol> typed(JsonObject schema) {
        List<Symbol> alternatives = new ArrayList<>();
        for (String type : keywords.types(schema, TYPES)) {
            alternatives.add(switch (type) {
                case "object" -> object(schema);
                case "array" -> array(schema);
                case "string" -> terminal(JsonTexts.strings(strings(schema)));
                case "boolean" -> grammar.either(List.of(text("true"), text("false")));
                case "null" -> text("null");
                default -> number(schema, type.equals("integer"));
            });
        }
        return alternatives;
    }

    private Automaton strings(JsonObject schema) {
        int least = keywords.size(schema, "minLength", 0);
        int most = keywords.size(schema, "maxLength", -1);
        JsonString pattern = keywords.of(schema, "pattern", JsonString.class);
        if (pattern == null) {
            return JsonTexts.ofLength(least, most);
        }
        Automaton matched = RegexParser.parseSearch(new SourceText("pattern", pattern.value()));
        return least == 0 && most < 0 ? matched : Operations.intersection(matched, JsonTexts.ofLength(least, most));
    }

    private Symbol number(JsonObject schema, boolean whole) {
        BigDecimal least = keywords.bound(schema, "minimum", "exclusiveMinimum", whole, 1);
        BigDecimal most = keywords.bound(schema, "maximum", "exclusiveMaximum", whole, -1);
        return terminal(whole ? JsonTexts.integers(least, most)
                : least == null && most == null ? JsonTexts.anyNumber() : JsonTexts.numbers(least, most));
    }

    private Symbol array(JsonObject schema) {
        int least = keywords.size(schema, "minItems", 0);
        int most = keywords.size(schema, "maxItems", RegexParser.Count.UNLIMITED);
        JsonValue items = schema.get("items");
        if (most >= 0 && least > most) {
            throw SchemaKeywords.error(schema.get("minItems"), "`minItems` is larger than `maxItems`", null);
        }
        if (most == 0) {
            return text("[]");
        }
        Symbol item = items == null ? anything() : compile(items);
        Symbol more = grammar.repeated(grammar.sequence(List.of(comma, item)), Math.max(0, least - 1),
                most < 0 ? most : most - 1);
        Symbol full = grammar.sequence(List.of(text("["), item, more, text("]")));
        return least > 0 ? full : grammar.either(List.of(text("[]"), full));
    }

    private Symbol object(JsonObject schema) {
        JsonObject properties = keywords.of(schema, "properties", JsonObject.class);
        List<Member> members = properties == null ? List.of() : properties.members();
        TreeSet<String> required = keywords.required(schema);
        JsonValue additional = schema.get("additionalProperties");
        for (String name : required) {
            if (properties == null || properties.get(name) == null) {
                throw SchemaKeywords.error(schema.get("required"),
                        "the required property \"" + name + "\" is not among the properties",
                        "describe it in `properties`; `true` allows any value");
            }
        }
        boolean open = additional == null ? properties == null
                : !(additional instanceof JsonBoolean(var span, boolean all)) || all;
        Symbol others = open ? members(members, additional == null ? anything() : compile(additional)) : null;
        // From the last property on: what may follow where nothing was written yet, and where something was.
        Symbol first = others == null ? grammar.sequence(List.of())
                : grammar.optional(grammar.sequence(List.of(others, grammar.repeated(grammar.sequence(List.of(comma, others))))));
        Symbol next = others == null ? first : grammar.repeated(grammar.sequence(List.of(comma, others)));
        for (Member member : members.reversed()) {
            Symbol written = grammar.sequence(List.of(text(JsonTexts.quoted(member.key())), colon, compile(member.value())));
            Symbol here = grammar.sequence(List.of(written, next));
            Symbol after = grammar.sequence(List.of(comma, written, next));
            boolean optional = !required.contains(member.key());
            first = optional ? grammar.either(List.of(here, first)) : here;
            next = optional ? grammar.either(List.of(after, next)) : after;
        }
        return grammar.sequence(List.of(text("{"), first, text("}")));
    }

    /// A member that is not one of those described.
    private Symbol members(List<Member> described, Symbol value) {
        Automaton names = JsonTexts.ofLength(0, -1);
        if (!described.isEmpty()) {
            Automaton taken = Operations.union(described.stream().map(member -> Automata.makeString(member.key())).toList());
            names = FiniteAutomaton.without(names, taken);
        }
        return grammar.sequence(List.of(terminal(JsonTexts.strings(names)), colon, value));
    }

    /// Any JSON value.
    private Symbol anything() {
        if (anything == null) {
            anything = grammar.declare();
            Symbol string = terminal(JsonTexts.strings(JsonTexts.ofLength(0, -1)));
            Symbol member = grammar.sequence(List.of(string, colon, anything));
            grammar.add(anything, List.of(string));
            grammar.add(anything, List.of(terminal(JsonTexts.anyNumber())));
            for (String constant : List.of("true", "false", "null", "[]", "{}")) {
                grammar.add(anything, List.of(text(constant)));
            }
            for (Symbol part : List.of(anything, member)) {
                Symbol more = grammar.repeated(grammar.sequence(List.of(comma, part)));
                grammar.add(anything, List.of(text(part == anything ? "[" : "{"), part, more,
                        text(part == anything ? "]" : "}")));
            }
        }
        return anything;
    }

    /// The given values, of the types that the schema names beside them if it does.
    private List<Symbol> literals(JsonObject schema, List<JsonValue> values) {
        List<String> types = schema.get("type") == null ? TYPES : keywords.types(schema, TYPES);
        return values.stream().filter(value -> types.contains(SchemaKeywords.type(value))
                        || types.contains("number") && SchemaKeywords.type(value).equals("integer"))
                .map(value -> text(JsonTexts.literal(value))).toList();
    }

    private static Symbol space(String sign) {
        return terminal(Operations.concatenate(List.of(Automata.makeString(sign), Operations.optional(Automata.makeChar(' ')))));
    }

    private static Symbol text(String text) {
        return terminal(Automata.makeString(text));
    }

    private static Symbol terminal(Automaton characters) {
        return new Terminal(FiniteAutomaton.ofCodePoints(characters));
    }
}
