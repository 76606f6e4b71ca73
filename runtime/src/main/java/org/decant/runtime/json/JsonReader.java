package org.decant.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonBoolean;
import org.decant.runtime.json.JsonValue.JsonNull;
import org.decant.runtime.json.JsonValue.JsonNumber;
import org.decant.runtime.json.JsonValue.JsonObject;
import org.decant.runtime.json.JsonValue.JsonString;
import org.decant.runtime.json.JsonValue.Member;

/// Reads JSON (RFC 8259) with the places of its values.
public final class JsonReader {
    private final SourceText source;
    private final JsonParser parser;

    private JsonReader(SourceText source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /// The one value that `source` holds.
    ///
    /// @throws DecantException where it is no JSON, ends early, goes on after the value, or an object has a key twice
    public static JsonValue read(SourceText source) {
        try (JsonParser parser = new JsonFactory().createParser(source.text())) {
            JsonReader reader = new JsonReader(source, parser);
            if (parser.nextToken() == null) {
                throw error(Span.whole(source), "there is no JSON here: the text is empty", "is this the right file?");
            }
            JsonValue value = reader.value();
            if (parser.nextToken() != null) {
                throw error(reader.here(), "the text goes on after the end of the JSON", "remove what follows");
            }
            return value;
        } catch (JsonEOFException early) {
            int end = source.text().stripTrailing().length();
            throw error(new Span(source, Math.max(0, end - 1), end), "the JSON ends before it is complete",
                    "is the file whole? A closing bracket or quote is missing");
        } catch (JsonProcessingException malformed) {
            throw error(at(source, malformed.getLocation()), message(malformed),
                    "check the brackets, commas and double quotes at this place and before it");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonValue value() throws IOException {
        Span span = here();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(span);
            case START_ARRAY -> array(span);
            case VALUE_STRING -> new JsonString(span, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(span, Double.parseDouble(parser.getText()));
            case VALUE_TRUE, VALUE_FALSE -> new JsonBoolean(span, parser.getBooleanValue());
            case VALUE_NULL -> new JsonNull(span);
            default -> throw new IllegalStateException("unexpected " + parser.currentToken());
        };
    }

    private JsonObject object(Span start) throws IOException {
        List<Member> members = new ArrayList<>();
        Map<String, Span> known = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Span keySpan = here();
            Span before = known.put(key, keySpan);
            if (before != null) {
                throw error(keySpan, "the key \"" + key + "\" is there twice",
                        "it is on line " + before.line() + " already; remove one");
            }
            parser.nextToken();
            members.add(new Member(key, keySpan, value()));
        }
        return new JsonObject(start.to(here()), members);
    }

    private JsonArray array(Span start) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return new JsonArray(start.to(here()), elements);
    }

    /// The span of the current token; the parser knows where it starts.
    private Span here() throws IOException {
        parser.finishToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        String text = source.text();
        int end = start;
        if (text.charAt(start) == '"') {
            end++;
            while (text.charAt(end) != '"') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            end++;
        } else {
            while (end < text.length() && isLiteral(text.charAt(end))) {
                end++;
            }
        }
        return new Span(source, start, Math.max(end, start + 1));
    }

    /// Whether numbers, `true`, `false` and `null` are written with `character`.
    private static boolean isLiteral(char character) {
        return Character.isLetterOrDigit(character) || "+-.".indexOf(character) >= 0;
    }

    private static Span at(SourceText source, JsonLocation location) {
        int offset = location == null ? 0 : source.offset(location.getLineNr(), location.getColumnNr());
        int length = source.text().length();
        int start = Math.clamp(offset, 0, length);
        return new Span(source, start, Math.min(length, start + 1));
    }

    /// The parser's first sentence, without its own description of the place.
    private static String message(JsonProcessingException malformed) {
        String message = malformed.getOriginalMessage().lines().findFirst().orElse("malformed");
        return "this is no JSON: " + Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static DecantException error(Span span, String message, String hint) {
        return new DecantException(Diagnostic.error(span, message, hint));
    }
}
