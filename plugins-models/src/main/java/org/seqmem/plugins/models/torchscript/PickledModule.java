// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the tensors in the attributes of a pickled TorchScript module. Of the pickle language only
 * what LibTorch writes is known, and nothing that it names is made or called: an object becomes the
 * map of its attributes.
 *
 * <p><b>Source:</b> Python's {@code pickletools}; LibTorch's {@code pickler.cpp}.
 */
final class PickledModule {

    /** Modules nest by a few levels; a file that says more means harm. */
    private static final int DEEPEST = 100;

    /**
     * Letters in the names of all attributes; models of a thousand modules have some 100,000. A
     * module may be registered under two names, and a hundred such in each other have 2^100.
     */
    private static final int MOST_LETTERS = 10_000_000;

    private static final Object MARK = new Object();
    private static final Object NONE = new Object();

    private final DataInputStream in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private long letters;

    private PickledModule(InputStream stream) {
        in = new DataInputStream(new BufferedInputStream(stream));
    }

    /**
     * A tensor as it is described.
     *
     * @param type of its storage, for instance {@code FloatStorage}
     * @param storage names its numbers
     * @param size how many
     * @param requiresGradient whether it is meant to be trained
     */
    record Tensor(String type, String storage, long size, boolean requiresGradient) {}

    /** What a name refers to, a class or a function. */
    private record Global(String name) {}

    /**
     * The tensors by name, the names of nested modules joined by dots.
     *
     * @throws IOException if this is not such a pickle
     */
    static Map<String, Tensor> read(InputStream stream) throws IOException {
        try {
            PickledModule module = new PickledModule(stream);
            module.collect("", module.run(), 0);
            return module.tensors;
        } catch (EOFException e) {
            throw new IOException("its data.pkl ends in the middle", e);
        } catch (RuntimeException e) { // a code met other values than its own, of whatever sort
            throw new IOException("its data.pkl is damaged", e);
        }
    }

    private void collect(String name, Object value, int depth) throws IOException {
        letters += name.length() + 1;
        if (depth > DEEPEST || letters > MOST_LETTERS) {
            throw new IOException("its data.pkl nests modules too deeply, or too often");
        }
        if (value instanceof Tensor tensor) {
            tensors.put(name, tensor);
        } else if (value instanceof Map<?, ?> attributes) {
            for (Map.Entry<?, ?> entry : attributes.entrySet()) {
                String key = (String) entry.getKey();
                collect(name.isEmpty() ? key : name + "." + key, entry.getValue(), depth + 1);
            }
        }
    }

    private Object run() throws IOException {
        while (true) {
            int code = in.readUnsignedByte();
            switch (code) {
                case 0x80 -> in.readUnsignedByte(); // PROTO
                case '(' -> push(MARK);
                case 'c' -> push(new Global(line() + " " + line()));
                case ')' -> push(List.of()); // EMPTY_TUPLE
                case ']' -> push(new ArrayList<>()); // EMPTY_LIST
                case '}' -> push(new LinkedHashMap<>()); // EMPTY_DICT
                case 'X' -> push(new String(bytes(), UTF_8)); // BINUNICODE
                case 'B' -> push(bytes()); // BINBYTES
                case 'N' -> push(NONE);
                case 0x88 -> push(true); // NEWTRUE
                case 0x89 -> push(false); // NEWFALSE
                case 'K' -> push((long) in.readUnsignedByte()); // BININT1
                case 'M' -> push((long) Short.toUnsignedInt(Short.reverseBytes(in.readShort())));
                case 'J' -> push((long) Integer.reverseBytes(in.readInt())); // BININT
                case 0x8a -> push(longInteger()); // LONG1
                case 'G' -> push(in.readDouble()); // BINFLOAT
                case 'q' -> memo.put(in.readUnsignedByte(), top()); // BINPUT
                case 'r' -> memo.put(Integer.reverseBytes(in.readInt()), top());
                case 'h' -> push(remembered(in.readUnsignedByte())); // BINGET
                case 'j' -> push(remembered(Integer.reverseBytes(in.readInt())));
                case 't' -> push(sinceMark()); // TUPLE
                case 0x85 -> push(last(1));
                case 0x86 -> push(last(2));
                case 0x87 -> push(last(3));
                case 'a' -> append(last(1)); // APPEND
                case 'e' -> append(sinceMark()); // APPENDS
                case 's' -> put(last(2)); // SETITEM
                case 'u' -> put(sinceMark()); // SETITEMS
                case 'Q' -> {} // BINPERSID: a storage stays the tuple that names it
                case 0x81 -> { // NEWOBJ
                    last(2);
                    push(new LinkedHashMap<>());
                }
                case 'b' -> build(pop());
                case 'R' -> reduce(pop(), (Global) pop());
                case '.' -> {
                    return pop();
                }
                default ->
                        throw new IOException(
                                String.format("its data.pkl has the unknown code 0x%02x", code));
            }
        }
    }

    /** An object and its attributes become the attributes. */
    private void build(Object state) {
        pop();
        push(state);
    }

    private void reduce(Object arguments, Global function) throws IOException {
        List<?> given = (List<?>) arguments;
        if (function.name().equals("torch._utils _rebuild_tensor_v2")) {
            // storage, offset, size, stride, requires_grad, hooks
            List<?> storage = (List<?>) given.get(0); // 'storage', type, key, device, numbers
            long size = 1;
            for (Object axis : (List<?>) given.get(2)) {
                long length = (Long) axis;
                if (length < 0) {
                    throw new IOException("its data.pkl has a tensor of length " + length);
                }
                size = Math.multiplyExact(size, length);
            }
            String type = ((Global) storage.get(1)).name();
            push(
                    new Tensor(
                            type.substring(type.indexOf(' ') + 1),
                            (String) storage.get(2),
                            size,
                            (Boolean) given.get(4)));
        } else {
            push(given); // a container that is no module: its tensors are no parameters
        }
    }

    private void append(List<Object> values) {
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) top();
        list.addAll(values);
    }

    /** Attributes have names; what has other keys is a dictionary of the program. */
    private void put(List<Object> keysAndValues) {
        @SuppressWarnings("unchecked")
        Map<String, Object> map = (Map<String, Object>) top();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            if (keysAndValues.get(i) instanceof String key) {
                map.put(key, keysAndValues.get(i + 1));
            }
        }
    }

    private List<Object> sinceMark() {
        Deque<Object> values = new ArrayDeque<>();
        for (Object value = pop(); value != MARK; value = pop()) {
            values.push(value);
        }
        return new ArrayList<>(values);
    }

    private List<Object> last(int count) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(pop());
        }
        Collections.reverse(values);
        return values;
    }

    private Object remembered(int place) throws IOException {
        Object value = memo.get(place);
        if (value == null) {
            throw new IOException("its data.pkl refers to what is not there");
        }
        return value;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            text.append((char) c);
        }
        return text.toString();
    }

    private byte[] bytes() throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException();
        }
        return bytes;
    }

    private long longInteger() throws IOException {
        byte[] highestFirst = new byte[in.readUnsignedByte()];
        for (int i = highestFirst.length - 1; i >= 0; i--) {
            highestFirst[i] = in.readByte();
        }
        return highestFirst.length == 0 ? 0 : new BigInteger(highestFirst).longValueExact();
    }
}
