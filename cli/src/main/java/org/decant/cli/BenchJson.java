package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What a bench found, for programs: the counts behind its table. Times are in seconds.
final class BenchJson {

    private BenchJson() {
    }

    static void write(JsonGenerator json, BenchReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", report.model());
        json.writeStringField("drafter", report.drafter());
        json.writeNumberField("items", report.count());
        json.writeNumberField("max_tokens", report.protocol().maxTokens());
        json.writeNumberField("seed", report.protocol().seed());
        json.writeStringField("engine", report.engine());
        json.writeStringField("processor", report.processor());
        json.writeArrayFieldStart("strategies");
        for (Map.Entry<String, List<BenchRow>> strategy : report.byStrategy().entrySet()) {
            json.writeStartObject();
            json.writeStringField("strategy", strategy.getKey());
            json.writeStringField("family", strategy.getValue().getFirst().family());
            json.writeArrayFieldStart("tasks");
            for (BenchRow row : strategy.getValue()) {
                row(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, BenchRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("task", row.task().isEmpty() ? null : row.task());
        json.writeNumberField("items", row.items());
        number(json, "score", row.score());
        number(json, "tokens_per_pass", row.cost().tokensPerPass());
        number(json, "acceptance", row.cost().acceptance());
        number(json, "speed", row.speed());
        json.writeFieldName("cost");
        cost(json, row.cost());
        json.writeFieldName("greedy");
        json.writeStartObject();
        number(json, "score", row.greedyScore());
        json.writeFieldName("cost");
        cost(json, row.greedy());
        json.writeEndObject();
        json.writeArrayFieldStart("failures");
        for (BenchRow.Failure failure : row.failures()) {
            json.writeStartObject();
            json.writeNumberField("item", failure.item());
            json.writeStringField("error", failure.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void cost(JsonGenerator json, BenchCost cost) throws IOException {
        json.writeStartObject();
        json.writeNumberField("runs", cost.runs());
        json.writeNumberField("tokens", cost.tokens());
        json.writeNumberField("passes", cost.passes());
        json.writeNumberField("contexts", cost.contexts());
        json.writeNumberField("other_passes", cost.otherPasses());
        json.writeNumberField("drafted", cost.drafted());
        json.writeNumberField("accepted", cost.accepted());
        json.writeNumberField("seconds", cost.seconds());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double number) throws IOException {
        json.writeFieldName(name);
        if (Double.isNaN(number)) {
            json.writeNull();
        } else {
            json.writeNumber(number);
        }
    }
}
