package org.decant.runtime.model.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.json.JsonReader;
import org.decant.runtime.json.JsonValue;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonNull;
import org.decant.runtime.json.JsonValue.JsonNumber;
import org.decant.runtime.json.JsonValue.JsonObject;
import org.decant.runtime.json.JsonValue.JsonString;
import org.decant.runtime.json.JsonValue.Member;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;

/// Reads one table model from JSON, and says of everything wrong in it where it is.
final class TableReader {
    private static final List<String> FIELDS = List.of("name", "tokens", "end", "values", "contexts");
    /// A table that is wrong throughout need not be shown throughout.
    private static final int MOST_ERRORS = 8;

    private final SourceText source;
    private final Vocabulary shared;
    private final List<Diagnostic> errors = new ArrayList<>();
    private String name;
    private boolean logits;
    private Vocabulary vocabulary;
    /// The table's tokens and their ids in the vocabulary.
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private int longest;

    TableReader(String name, SourceText source, Vocabulary shared) {
        this.name = name;
        this.source = source;
        this.shared = shared;
    }

    TableModel read() {
        JsonObject table = expect(JsonReader.read(source), JsonObject.class, "a table is an object");
        for (Member member : table.members()) {
            if (!FIELDS.contains(member.key())) {
                String near = NearestName.hint(member.key(), FIELDS);
                throw error(member.keySpan(), "a table has no field \"" + member.key() + "\"",
                        near != null ? near : "the fields are " + String.join(", ", FIELDS));
            }
        }
        if (table.get("name") instanceof JsonValue given) {
            name = expect(given, JsonString.class, "the name is a string").value();
        }
        if (table.get("values") instanceof JsonValue given) {
            logits = readLogits(expect(given, JsonString.class, "\"values\" is a string"));
        }
        readTokens(expect(required(table, "tokens"), JsonArray.class, "\"tokens\" is an array of strings"),
                table.get("end"));
        JsonObject contexts = expect(required(table, "contexts"), JsonObject.class,
                "\"contexts\" is an object from token sequences to rows");
        SuffixTable rows = readContexts(contexts);
        if (!errors.isEmpty()) {
            throw new DecantException(errors);
        }
        return new TableModel(name, vocabulary, rows);
    }

    private static boolean readLogits(JsonString given) {
        return switch (given.value()) {
            case "probabilities" -> false;
            case "logits" -> true;
            default -> throw error(given.span(), "\"values\" is \"" + given.value() + "\"",
                    "it must be \"probabilities\" or \"logits\"");
        };
    }

    private void readTokens(JsonArray tokens, JsonValue end) {
        Map<String, Span> places = new LinkedHashMap<>();
        for (JsonValue element : tokens.elements()) {
            JsonString token = expect(element, JsonString.class, "a token is a string");
            if (token.value().isEmpty()) {
                throw error(token.span(), "a token is empty", "give each token at least one character");
            }
            Span before = places.put(token.value(), token.span());
            if (before != null) {
                throw error(token.span(), "the token \"" + token.value() + "\" is there twice",
                        "it is on line " + before.line() + " already; remove one");
            }
            longest = Math.max(longest, token.value().length());
        }
        if (places.isEmpty()) {
            throw error(tokens.span(), "the table has no tokens", "give at least one");
        }
        String endToken = end == null ? null : expect(end, JsonString.class, "the end token is a string").value();
        if (endToken != null && !places.containsKey(endToken)) {
            throw error(end.span(), "the end token \"" + endToken + "\" is not among the tokens",
                    "add it to \"tokens\"");
        }
        if (shared == null) {
            vocabulary = SymbolTokenizer.vocabulary(name, List.copyOf(places.keySet()), endToken);
            places.keySet().forEach(token -> ids.put(token, ids.size()));
        } else {
            vocabulary = shared;
            findShared(places, endToken);
        }
    }

    private void findShared(Map<String, Span> places, String endToken) {
        Map<String, Integer> known = new HashMap<>();
        for (int id = 0; id < shared.size(); id++) {
            known.putIfAbsent(new String(shared.bytes(id), StandardCharsets.UTF_8), id);
        }
        places.forEach((token, span) -> {
            Integer id = known.get(token);
            if (id == null || shared.isEnd(id) != token.equals(endToken)) {
                throw error(span, "the vocabulary " + shared.name() + " has no token \"" + token + "\""
                        + (token.equals(endToken) ? " that ends an output" : id != null ? " that is text" : ""),
                        "a table that drafts for a model has only tokens of that model");
            }
            ids.put(token, id);
        });
    }

    private SuffixTable readContexts(JsonObject contexts) {
        SuffixTable rows = new SuffixTable();
        boolean hasEmpty = false;
        for (Member member : contexts.members()) {
            int[] sequence = readKey(member);
            double[] row = readRow(member.value());
            if (sequence == null || row == null) {
                if (errors.size() >= MOST_ERRORS) {
                    return rows;
                }
                continue;
            }
            if (!rows.add(sequence, row)) {
                errors.add(Diagnostic.error(member.keySpan(),
                        "the sequence \"" + member.key() + "\" has a row already, under another spelling of its key",
                        "remove one of the two"));
            }
            hasEmpty |= sequence.length == 0;
        }
        if (!hasEmpty && errors.isEmpty()) {
            errors.add(Diagnostic.error(contexts.span(), "the table has no row for the empty context",
                    "add the key \"\": its row is used wherever no longer key matches"));
        }
        return rows;
    }

    /// The ids of a key's tokens; null where it is wrong, which is then among the errors.
    private int[] readKey(Member member) {
        String key = member.key();
        int[] sequence = new int[key.length()];
        int size = 0;
        for (int at = 0; at < key.length(); ) {
            int end = Math.min(key.length(), at + longest);
            while (end > at && !ids.containsKey(key.substring(at, end))) {
                end--;
            }
            if (end > at) {
                sequence[size++] = ids.get(key.substring(at, end));
                at = end;
            } else if (key.charAt(at) == ' ') {
                at++;
            } else {
                int wordEnd = key.indexOf(' ', at);
                String unknown = key.substring(at, wordEnd < 0 ? key.length() : wordEnd);
                errors.add(unknownToken(member.keySpan(), unknown));
                return null;
            }
        }
        return Arrays.copyOf(sequence, size);
    }

    private Diagnostic unknownToken(Span span, String token) {
        String near = NearestName.hint(token, ids.keySet());
        return Diagnostic.error(span, "the table has no token \"" + token + "\"",
                near != null ? near : "add it to \"tokens\"");
    }

    /// The row's scores by token id; null where it is wrong, which is then among the errors.
    private double[] readRow(JsonValue value) {
        double[] row = new double[vocabulary.size()];
        Arrays.fill(row, logits ? Double.NEGATIVE_INFINITY : 0);
        boolean read = switch (value) {
            case JsonObject object -> readObject(object, row);
            case JsonArray array -> readArray(array, row);
            default -> reject(value, "a row is an object or an array, not " + value.kind(),
                    "write {\"token\": number, …} or one number per token");
        };
        if (!read) {
            return null;
        }
        if (logits) {
            return Arrays.stream(row).anyMatch(score -> score > Double.NEGATIVE_INFINITY) ? row
                    : wrongRow(value, "no token is possible here");
        }
        String wrong = TableModel.normalize(row);
        return wrong == null ? row : wrongRow(value, wrong);
    }

    private double[] wrongRow(JsonValue value, String message) {
        reject(value, message, logits ? "give at least one token a score"
                : "probabilities are 0 or more and sum to 1 within " + TableModel.TOLERANCE);
        return null;
    }

    private boolean readObject(JsonObject object, double[] row) {
        for (Member member : object.members()) {
            Integer id = ids.get(member.key());
            if (id == null) {
                errors.add(unknownToken(member.keySpan(), member.key()));
                return false;
            }
            if (!readNumber(member.value(), id, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean readArray(JsonArray array, double[] row) {
        if (array.elements().size() != ids.size()) {
            return reject(array, "the row has " + array.elements().size() + " numbers, the table " + ids.size()
                    + " tokens", "give one number for each token, in the order of \"tokens\"");
        }
        int index = 0;
        for (int id : ids.values()) {
            if (!readNumber(array.elements().get(index++), id, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean readNumber(JsonValue value, int id, double[] row) {
        if (logits && value instanceof JsonNull) {
            return true;
        }
        if (!(value instanceof JsonNumber number)) {
            return reject(value, "a number is expected here, not " + value.kind(), null);
        }
        if (Double.isInfinite(number.value()) || !logits && !(number.value() >= 0 && number.value() <= 1 + TableModel.TOLERANCE)) {
            return reject(value, logits ? "a score is finite" : "a probability is from 0 to 1, not " + number.value(),
                    logits ? null : "for unnormalised scores give the table the field \"values\": \"logits\"");
        }
        row[id] = number.value();
        return true;
    }

    private boolean reject(JsonValue value, String message, String hint) {
        errors.add(Diagnostic.error(value.span(), message, hint));
        return false;
    }

    private static JsonValue required(JsonObject table, String field) {
        JsonValue value = table.get(field);
        if (value == null) {
            throw error(table.span(), "the table has no field \"" + field + "\"",
                    "a table has at least \"tokens\" and \"contexts\"");
        }
        return value;
    }

    private static <T extends JsonValue> T expect(JsonValue value, Class<T> kind, String rule) {
        if (!kind.isInstance(value)) {
            throw error(value.span(), rule + ", not " + value.kind(), null);
        }
        return kind.cast(value);
    }

    private static DecantException error(Span span, String message, String hint) {
        return new DecantException(Diagnostic.error(span, message, hint));
    }
}
