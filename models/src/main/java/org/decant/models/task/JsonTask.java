package org.decant.models.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.decant.models.world.Choices;
import org.decant.models.world.FilledRecord;
import org.decant.models.world.FilledRecord.Field;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.json.JsonReader;
import org.decant.runtime.json.JsonValue;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonBoolean;
import org.decant.runtime.json.JsonValue.JsonNull;
import org.decant.runtime.json.JsonValue.JsonNumber;
import org.decant.runtime.json.JsonValue.JsonObject;
import org.decant.runtime.json.JsonValue.JsonString;
import org.decant.runtime.json.JsonValue.Member;

/// A record in JSON from a sentence that tells it. The wanted fields are listed.
final class JsonTask extends GeneratedTask {
    private static final double ALL_FIELDS = 0.7;
    private static final int FEWEST_FIELDS = 2;

    JsonTask() {
        super("json", "write the record that a sentence tells as JSON; scored by the share of fields that are right");
    }

    @Override
    Item draw(Choices choices) {
        FilledRecord told = FilledRecord.draw(choices);
        List<Field> fields = new ArrayList<>(told.fields());
        if (!choices.flip(ALL_FIELDS)) {
            int left = choices.between(Math.min(FEWEST_FIELDS, fields.size() - 1), fields.size() - 1);
            while (fields.size() > left) {
                fields.remove(choices.between(0, fields.size() - 1));
            }
        }
        String names = fields.stream().map(Field::name).collect(Collectors.joining(", "));
        String json = fields.stream().map(field -> "\"" + field.name() + "\": " + field.value())
                .collect(Collectors.joining(", ", "{", "}"));
        return new Item(told.text(), "Text: " + told.text() + "\nFields: " + names + "\nJSON:", json);
    }

    /// The fields with the right value, of all that are wanted or given; 0 where the output is no JSON object.
    @Override
    double scoreStripped(TaskExample example, String output) {
        if (!(read(output) instanceof JsonObject given) || !(read(example.references().getFirst()) instanceof JsonObject wanted)) {
            return 0;
        }
        Map<String, Object> right = fields(wanted);
        Map<String, Object> written = fields(given);
        long same = right.entrySet().stream().filter(field -> field.getValue().equals(written.get(field.getKey()))).count();
        long extra = written.keySet().stream().filter(name -> !right.containsKey(name)).count();
        return (double) same / (right.size() + extra);
    }

    private static JsonValue read(String text) {
        try {
            return JsonReader.read(new SourceText("output", text));
        } catch (DecantException noJson) {
            return null; // what is no JSON is worth nothing
        }
    }

    private static Map<String, Object> fields(JsonObject object) {
        Map<String, Object> fields = new HashMap<>();
        for (Member member : object.members()) {
            fields.put(member.key(), plain(member.value()));
        }
        return fields;
    }

    /// The value without its place, so that it can be compared.
    private static Object plain(JsonValue value) {
        return switch (value) {
            case JsonString text -> text.value();
            case JsonNumber number -> number.value();
            case JsonBoolean truth -> truth.value();
            case JsonArray array -> array.elements().stream().map(JsonTask::plain).toList();
            case JsonObject object -> fields(object);
            case JsonNull _ -> List.of(); // no record has one
        };
    }
}
