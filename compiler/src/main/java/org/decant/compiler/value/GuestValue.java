package org.decant.compiler.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.List;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;

/// A value as other languages and tools see it: lists and tuples are arrays, records have members, everything has a
/// readable text.
@ExportLibrary(InteropLibrary.class)
public final class GuestValue implements TruffleObject {
    private final Object value;

    private GuestValue(Object value) {
        this.value = value;
    }

    /// `value` itself where the polyglot protocol knows it (numbers, texts, truth values, its objects).
    public static Object of(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean || value instanceof String
                || value instanceof Integer || value instanceof TruffleObject ? value : new GuestValue(value);
    }

    @ExportMessage
    boolean isNull() {
        return value == null;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return value instanceof List || value instanceof Tuple;
    }

    @ExportMessage
    @TruffleBoundary
    long getArraySize() throws UnsupportedMessageException {
        return switch (value) {
            case List<?> list -> list.size();
            case Tuple tuple -> tuple.elements().length;
            case null, default -> throw UnsupportedMessageException.create();
        };
    }

    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementReadable(long index) {
        int size = value instanceof List<?> list ? list.size() : value instanceof Tuple tuple ? tuple.elements().length : 0;
        return index >= 0 && index < size;
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws UnsupportedMessageException, InvalidArrayIndexException {
        if (!hasArrayElements()) {
            throw UnsupportedMessageException.create();
        }
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return of(value instanceof List<?> list ? list.get((int) index) : ((Tuple) value).get((int) index));
    }

    @ExportMessage
    boolean hasMembers() {
        return value instanceof RecordValue;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) throws UnsupportedMessageException {
        if (!(value instanceof RecordValue record)) {
            throw UnsupportedMessageException.create();
        }
        return new GuestValue(record.fields());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return value instanceof RecordValue record && record.fields().contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        RecordValue record = (RecordValue) value;
        return of(record.values()[record.fields().indexOf(member)]);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return Display.line(value);
    }
}
