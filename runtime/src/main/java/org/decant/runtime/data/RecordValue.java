package org.decant.runtime.data;

import java.util.Arrays;
import java.util.List;

/// A value of a record that a script declares.
///
/// @param name   the record's name
/// @param fields the names of its fields
/// @param values their values, in the same order
public record RecordValue(String name, List<String> fields, Object[] values) {

    /// The value of a field.
    ///
    /// @throws IllegalArgumentException where the record has no such field
    public Object get(String field) {
        int index = fields.indexOf(field);
        if (index < 0) {
            throw new IllegalArgumentException(name + " has no field " + field + ", but " + fields);
        }
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordValue value && value.fields == fields && Arrays.equals(values, value.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(name).append('(');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ", ").append(fields.get(i)).append(": ").append(values[i]);
        }
        return out.append(')').toString();
    }
}
