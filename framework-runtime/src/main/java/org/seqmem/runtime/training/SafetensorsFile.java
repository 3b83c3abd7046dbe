// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * Named arrays in the safetensors format, which Python reads with one call.
 *
 * <p>The file is the length of the header (8 bytes, little endian), the header (JSON: name to data
 * type, shape and place) and the numbers of all arrays, row by row, little endian. The header is
 * padded with spaces so that numbers begin at a multiple of 8.
 *
 * <p><b>Source:</b> <a href="https://github.com/huggingface/safetensors">safetensors</a>, format
 * description in its readme.
 */
public final class SafetensorsFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;
    private static final String METADATA = "__metadata__";

    /**
     * The limit of the format's reference implementation; keeps a damaged length from mattering.
     */
    private static final long LONGEST_HEADER = 100_000_000;

    private SafetensorsFile() {}

    /**
     * Writes arrays, in the order of the map: whole or not at all.
     *
     * @param arrays FLOAT32 or FLOAT64, on any device
     * @throws SeqmemException {@link ErrorCode#DIRECTORY_UNWRITABLE} if the file cannot be written;
     *     what was there before is there still
     */
    public static void write(Path file, Map<String, NDArray> arrays) {
        write(file, arrays, Map.of());
    }

    /**
     * Writes arrays with further text.
     *
     * @param metadata the member {@code __metadata__} of the header; none if empty
     * @see #write(Path, Map)
     */
    static void write(Path file, Map<String, NDArray> arrays, Map<String, String> metadata) {
        byte[] header = header(arrays, metadata);
        try {
            AtomicFile.write(
                    file,
                    channel -> {
                        ByteBuffer length = littleEndian(Long.BYTES);
                        AtomicFile.writeFully(channel, length.putLong(0, header.length));
                        AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
                        for (NDArray array : arrays.values()) {
                            AtomicFile.writeFully(channel, numbers(array));
                        }
                    });
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.DIRECTORY_UNWRITABLE,
                    file + " cannot be written: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Reads the text beside the arrays; needs no engine.
     *
     * @throws SeqmemException {@link ErrorCode#IO} if the file cannot be read or is damaged
     */
    static Map<String, String> metadata(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            JsonNode metadata = header(channel).json().path(METADATA);
            return metadata.isMissingNode()
                    ? Map.of()
                    : JSON.convertValue(metadata, new TypeReference<Map<String, String>>() {});
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    /**
     * Reads arrays, in the order of the file.
     *
     * @param manager that the arrays attach to
     * @throws SeqmemException {@link ErrorCode#IO} if the file cannot be read or is damaged
     */
    public static Map<String, NDArray> read(Path file, NDManager manager) {
        NDList made = new NDList();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Header header = header(channel);
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.json().properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    NDArray array = array(channel, header.end(), entry.getValue(), manager);
                    made.add(array);
                    arrays.put(entry.getKey(), array);
                }
            }
            return arrays;
        } catch (IOException | IllegalArgumentException e) {
            made.close();
            throw damaged(file, e);
        }
    }

    private static SeqmemException damaged(Path file, Exception e) {
        return new SeqmemException(
                ErrorCode.IO, file + " is not a whole safetensors file: " + e.getMessage(), e);
    }

    /**
     * The header of a file.
     *
     * @param end where the numbers begin
     */
    private record Header(JsonNode json, long end) {}

    private static Header header(FileChannel channel) throws IOException {
        long length = readFully(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > LONGEST_HEADER) {
            throw new EOFException("its header cannot be " + length + " bytes long");
        }
        String text =
                StandardCharsets.UTF_8.decode(readFully(channel, Long.BYTES, length)).toString();
        return new Header(JSON.readTree(text), Long.BYTES + length);
    }

    private static byte[] header(Map<String, NDArray> arrays, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(METADATA);
            new TreeMap<>(metadata).forEach(texts::put);
        }
        long end = 0;
        for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
            NDArray array = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", array.getDataType() == DataType.FLOAT64 ? "F64" : "F32");
            ArrayNode shape = node.putArray("shape");
            for (long size : array.getShape().getShape()) {
                shape.add(size);
            }
            ArrayNode offsets = node.putArray("data_offsets");
            offsets.add(end);
            end += array.size() * array.getDataType().getNumOfBytes();
            offsets.add(end);
        }
        try {
            String text = JSON.writeValueAsString(header);
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            String padding = " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT);
            return (text + padding).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer numbers(NDArray array) {
        if (array.getDataType() == DataType.FLOAT64) {
            double[] values = array.toDoubleArray();
            ByteBuffer bytes = littleEndian((long) values.length * Double.BYTES);
            bytes.asDoubleBuffer().put(values);
            return bytes;
        }
        float[] values = array.toFloatArray();
        ByteBuffer bytes = littleEndian((long) values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    private static NDArray array(FileChannel channel, long start, JsonNode node, NDManager manager)
            throws IOException {
        Shape shape = new Shape(JSON.convertValue(node.path("shape"), long[].class));
        long from = node.path("data_offsets").path(0).asLong(-1);
        long to = node.path("data_offsets").path(1).asLong(-1);
        String type = node.path("dtype").asText();
        int width = type.equals("F64") ? Double.BYTES : Float.BYTES;
        if (!type.equals("F64") && !type.equals("F32")) {
            throw new IllegalArgumentException("data type \"" + type + "\" is not F32 or F64");
        }
        if (from < 0 || to - from != shape.size() * width) {
            throw new IllegalArgumentException("an array's place does not fit its shape " + shape);
        }
        ByteBuffer bytes = readFully(channel, start + from, to - from);
        if (width == Double.BYTES) {
            double[] values = new double[Math.toIntExact(shape.size())];
            bytes.asDoubleBuffer().get(values);
            return manager.create(values, shape);
        }
        float[] values = new float[Math.toIntExact(shape.size())];
        bytes.asFloatBuffer().get(values);
        return manager.create(values, shape);
    }

    private static ByteBuffer littleEndian(long size) {
        return ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer readFully(FileChannel channel, long from, long size)
            throws IOException {
        if (from + size > channel.size()) {
            throw new EOFException("it ends too early");
        }
        ByteBuffer bytes = littleEndian(size);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        return bytes.flip();
    }
}
