package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.PriorityQueue;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.draft.Verified;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Values of scripts as JSON. Numbers that JSON has no form for are the texts `NaN`, `Infinity` and `-Infinity`.
final class ValueJson {

    private ValueJson() {
    }

    static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case String text -> json.writeString(text);
            case Token token -> token(json, token);
            case Dist dist -> scores(json, dist.vocabulary(), "probability", dist.probabilities());
            case Logits logits -> scores(json, logits.vocabulary(), "score", logits.values());
            case Context context -> context(json, context);
            case Tree tree -> tree(json, tree);
            case Node node -> node(json, node);
            case Verified verified -> verified(json, verified);
            case Tensor tensor -> tensor(json, tensor);
            case List<?> list -> array(json, list);
            case Tuple tuple -> array(json, List.of(tuple.elements()));
            case OrderedMap<?, ?> map -> map(json, map);
            case PriorityQueue<?> queue -> array(json, queue.elements());
            case RecordValue record -> {
                json.writeStartObject();
                for (int i = 0; i < record.values().length; i++) {
                    json.writeFieldName(record.fields().get(i));
                    write(json, record.values()[i]);
                }
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }

    static void token(JsonGenerator json, Token token) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", token.id());
        json.writeStringField("text", token.text());
        json.writeEndObject();
    }

    private static void scores(JsonGenerator json, Vocabulary vocabulary, String what, double[] values)
            throws IOException {
        json.writeStartArray();
        for (int id = 0; id < values.length; id++) {
            json.writeStartObject();
            json.writeNumberField("id", id);
            json.writeStringField("text", vocabulary.text(id));
            json.writeNumberField(what, values[id]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void context(JsonGenerator json, Context context) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", context.text());
        json.writeFieldName("tokens");
        array(json, context.tokens());
        json.writeEndObject();
    }

    private static void tree(JsonGenerator json, Tree tree) throws IOException {
        json.writeStartArray();
        for (Node node : tree.nodes()) {
            json.writeStartObject();
            json.writeNumberField("parent", tree.index(node.parent()));
            json.writeFieldName("token");
            token(json, node.token());
            json.writeNumberField("log_probability", node.logProbability());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void node(JsonGenerator json, Node node) throws IOException {
        json.writeStartObject();
        json.writeFieldName("token");
        write(json, node.token());
        json.writeNumberField("depth", node.depth());
        json.writeNumberField("log_probability", node.logProbability());
        json.writeEndObject();
    }

    private static void verified(JsonGenerator json, Verified verified) throws IOException {
        json.writeStartObject();
        json.writeNumberField("accepted", verified.accepted());
        json.writeFieldName("tokens");
        array(json, verified.tokens());
        json.writeEndObject();
    }

    private static void tensor(JsonGenerator json, Tensor tensor) throws IOException {
        if (tensor.rank() == 0) {
            json.writeNumber(tensor.get());
            return;
        }
        json.writeStartArray();
        for (int i = 0; i < tensor.shape()[0]; i++) {
            tensor(json, tensor.row(i));
        }
        json.writeEndArray();
    }

    private static void array(JsonGenerator json, List<?> values) throws IOException {
        json.writeStartArray();
        for (Object value : values) {
            write(json, value);
        }
        json.writeEndArray();
    }

    /// An object where the keys are texts, otherwise an array of pairs.
    private static void map(JsonGenerator json, OrderedMap<?, ?> map) throws IOException {
        boolean named = map.keys().stream().allMatch(String.class::isInstance);
        if (!named) {
            array(json, map.entries());
            return;
        }
        json.writeStartObject();
        for (Tuple entry : map.entries()) {
            json.writeFieldName((String) entry.get(0));
            write(json, entry.get(1));
        }
        json.writeEndObject();
    }
}
