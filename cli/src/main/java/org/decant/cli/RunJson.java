package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.vocabulary.Token;

/// A run as JSON. Times are in seconds; that of the run begins when its models are open.
final class RunJson {

    private RunJson() {
    }

    static void write(JsonGenerator json, LoadedStrategy strategy, long seed, RunResult result, String engine)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("strategy", strategy.name());
        json.writeNumberField("seed", seed);
        json.writeStringField("text", result.text());
        json.writeArrayFieldStart("tokens");
        for (Token token : result.tokens()) {
            ValueJson.token(json, token);
        }
        json.writeEndArray();
        json.writeFieldName("returned");
        ValueJson.write(json, result.value());
        json.writeStringField("finish", finish(result));
        json.writeArrayFieldStart("models");
        for (ModelCost model : result.models()) {
            model(json, model, result.tokens().size());
        }
        json.writeEndArray();
        json.writeNumberField("drafted", result.drafts().drafted());
        json.writeNumberField("accepted", result.drafts().accepted());
        json.writeNumberField("verifications", result.drafts().verifications());
        json.writeNumberField("seconds", seconds(result.time()));
        json.writeFieldName("seconds_to_first_token");
        if (result.firstToken() == null) {
            json.writeNull();
        } else {
            json.writeNumber(seconds(result.firstToken()));
        }
        if (!result.models().isEmpty()) {
            Speeds speeds = Speeds.of(result.tokens().size(), result.models(), seconds(result.time()));
            json.writeNumberField("prefill_tokens", speeds.prefillTokens());
            json.writeNumberField("prefill_tokens_per_second", speeds.prefill());
            json.writeNumberField("decode_tokens_per_second", speeds.decode());
        }
        json.writeStringField("engine", engine);
        json.writeEndObject();
    }

    /// How the run ended.
    static String finish(RunResult result) {
        return result.interrupted() ? "interrupted" : result.finish() == null ? "strategy ended" : result.finish().label();
    }

    private static void model(JsonGenerator json, ModelCost model, int tokens) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", model.model());
        json.writeStringField("view_of", model.whole() == model ? null : model.whole().model());
        json.writeNumberField("passes", model.passes());
        json.writeNumberField("whole_passes", model.wholePasses());
        json.writeNumberField("contexts", model.contexts());
        json.writeNumberField("seconds", model.nanoseconds() * 1e-9);
        json.writeFieldName("tokens_per_pass");
        if (model.passes() == 0) {
            json.writeNull();
        } else {
            json.writeNumber(tokens / (double) model.passes());
        }
        json.writeEndObject();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
