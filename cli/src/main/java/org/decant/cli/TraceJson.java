package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.runtime.context.Context;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Verified;
import org.decant.runtime.trace.Answer;
import org.decant.runtime.trace.Likely;
import org.decant.runtime.trace.TraceEvent;
import org.decant.runtime.vocabulary.Token;

/// What happened in a run as JSON: the events, in which contexts are numbers, then the contexts, each with the number of the
/// one it continues. Probabilities and entropies are rounded to six digits behind the point.
final class TraceJson {
    private static final double DIGITS = 1e6;

    private final JsonGenerator json;
    private final ContextNumbers numbers = new ContextNumbers();
    private final Map<Object, Integer> loops = new HashMap<>();

    private TraceJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(JsonGenerator json, TracedRun run) throws IOException {
        new TraceJson(json).run(run);
    }

    private void run(TracedRun run) throws IOException {
        json.writeStartObject();
        json.writeStringField("strategy", run.strategy());
        json.writeNumberField("seed", run.seed());
        json.writeStringField("text", run.text());
        json.writeStringField("finish", run.finish());
        json.writeArrayFieldStart("events");
        for (TraceEvent event : run.events()) {
            json.writeStartObject();
            event(event);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("contexts");
        for (Context context : numbers.all()) {
            json.writeStartObject();
            json.writeFieldName("parent");
            numberOrNull(context.parent());
            json.writeFieldName("token");
            tokenOrNull(context.last());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void event(TraceEvent event) throws IOException {
        switch (event) {
            case TraceEvent.Began began -> {
                head("began", began);
                json.writeStringField("strategy", began.strategy());
            }
            case TraceEvent.Passed passed -> passed(passed);
            case TraceEvent.Held held -> {
                head("held", held);
                json.writeNumberField("loop", loops.computeIfAbsent(held.loop(), _ -> loops.size()));
                json.writeArrayFieldStart("variables");
                for (TraceEvent.Variable variable : held.variables()) {
                    json.writeStartObject();
                    json.writeStringField("name", variable.name());
                    contexts("contexts", variable.contexts());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case TraceEvent.Branched branched -> {
                head("branched", branched);
                json.writeNumberField("count", branched.count());
            }
            case TraceEvent.Drafted drafted -> drafted(drafted);
            case TraceEvent.Judged judged -> judged(judged);
            case TraceEvent.Wrote wrote -> {
                head("wrote", wrote);
                json.writeNumberField("to", numbers.of(wrote.to()));
                json.writeBooleanField("answer", wrote.answer());
            }
        }
    }

    private void head(String name, TraceEvent event) throws IOException {
        json.writeStringField("event", name);
        json.writeNumberField("at", numbers.of(event.at()));
    }

    private void passed(TraceEvent.Passed passed) throws IOException {
        json.writeStringField("event", "passed");
        json.writeStringField("model", passed.model());
        json.writeNumberField("contexts", passed.contexts());
        json.writeNumberField("seconds", passed.nanoseconds() * 1e-9);
        json.writeArrayFieldStart("answers");
        for (Answer answer : passed.answers()) {
            json.writeStartObject();
            json.writeNumberField("context", numbers.of(answer.context()));
            switch (answer) {
                case Answer.Scores scores -> kept(scores.next());
                case Answer.Filling filling -> {
                    json.writeArrayFieldStart("cells");
                    for (Token token : filling.cells()) {
                        tokenOrNull(token);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("holes");
                    for (Answer.Kept hole : filling.holes()) {
                        json.writeStartObject();
                        kept(hole);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }
                case Answer.Observed _ -> json.writeBooleanField("observed", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void kept(Answer.Kept kept) throws IOException {
        if (kept == null) {
            json.writeNullField("entropy");
            return;
        }
        json.writeNumberField("entropy", rounded(kept.entropy()));
        json.writeArrayFieldStart("likeliest");
        for (Likely likely : kept.likeliest()) {
            json.writeStartObject();
            json.writeFieldName("token");
            tokenOrNull(likely.token());
            json.writeNumberField("probability", rounded(likely.probability()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void drafted(TraceEvent.Drafted drafted) throws IOException {
        head("drafted", drafted);
        json.writeNumberField("from", numbers.of(drafted.tree().root().context()));
        json.writeArrayFieldStart("nodes");
        for (Node node : drafted.tree().nodes()) {
            json.writeStartObject();
            json.writeNumberField("context", numbers.of(node.context()));
            json.writeNumberField("probability", rounded(Math.exp(node.logProbability() - node.parent().logProbability())));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void judged(TraceEvent.Judged judged) throws IOException {
        head("judged", judged);
        json.writeStringField("model", judged.model());
        Verified verified = judged.verified();
        Context root = verified.tree().root().context();
        List<Context> accepted = verified.last().context().path(root.length());
        Set<Context> rejected = new LinkedHashSet<>();
        verified.tree().nodes().forEach(node -> rejected.add(node.context()));
        accepted.forEach(rejected::remove);
        json.writeNumberField("from", numbers.of(root));
        json.writeNumberField("size", verified.tree().size());
        contexts("accepted", accepted);
        contexts("rejected", rejected);
        json.writeFieldName("bonus");
        tokenOrNull(verified.bonus());
    }

    private void contexts(String name, Iterable<Context> contexts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Context context : contexts) {
            json.writeNumber(numbers.of(context));
        }
        json.writeEndArray();
    }

    private void numberOrNull(Context context) throws IOException {
        if (context == null) {
            json.writeNull();
        } else {
            json.writeNumber(numbers.of(context));
        }
    }

    private void tokenOrNull(Token token) throws IOException {
        if (token == null) {
            json.writeNull();
        } else {
            ValueJson.token(json, token);
        }
    }

    private static double rounded(double number) {
        return Math.round(number * DIGITS) / DIGITS;
    }
}
