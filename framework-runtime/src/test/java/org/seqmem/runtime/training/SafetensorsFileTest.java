// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

class SafetensorsFileTest {

    @TempDir Path directory;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void writesTheBytesOfTheFormat() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a.w", manager.create(new float[] {1, -2, 0.5f, 4}, new Shape(2, 2)));
        arrays.put("b", manager.create(3.0));

        SafetensorsFile.write(file, arrays);

        String header =
                "{\"a.w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
                        + "\"b\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[16,24]}}";
        int padded = (header.length() + 7) / 8 * 8;
        ByteBuffer golden = ByteBuffer.allocate(8 + padded + 24).order(ByteOrder.LITTLE_ENDIAN);
        golden.putLong(padded).put(header.getBytes(StandardCharsets.US_ASCII));
        while (golden.position() < 8 + padded) {
            golden.put((byte) ' ');
        }
        golden.putFloat(1).putFloat(-2).putFloat(0.5f).putFloat(4).putDouble(3);
        assertThat(Files.readAllBytes(file)).isEqualTo(golden.array());
    }

    @Test
    void readsWhatItWrote() {
        Path file = directory.resolve("model.safetensors");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("z", manager.create(new double[] {Math.PI, Double.NaN, -0.0}));
        arrays.put(
                "äß.weight",
                manager.create(new float[] {Float.MIN_VALUE, Float.MAX_VALUE}, new Shape(1, 2)));
        arrays.put("none", manager.create(new float[0], new Shape(0, 3)));

        SafetensorsFile.write(file, arrays);
        Map<String, NDArray> read = SafetensorsFile.read(file, manager);

        assertThat(read.keySet()).containsExactly("z", "äß.weight", "none");
        assertThat(read).allSatisfy((name, array) -> assertSame(array, arrays.get(name)));
    }

    @Test
    void overwritesALongerFile() {
        Path file = directory.resolve("model.safetensors");
        SafetensorsFile.write(file, Map.of("a", manager.create(new double[100])));

        SafetensorsFile.write(file, Map.of("a", manager.create(new double[1])));

        assertThat(file).hasSize(8 + 56 + 8);
    }

    @Test
    void saysThatADamagedFileIsOne() throws IOException {
        Path file = directory.resolve("model.safetensors");
        SafetensorsFile.write(file, Map.of("a", manager.create(new double[4])));
        byte[] whole = Files.readAllBytes(file);

        for (int length : new int[] {0, 5, 8, 20, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertDamaged(file);
        }
        Files.write(file, "GARBAGE GARBAGE GARBAGE".getBytes(StandardCharsets.US_ASCII));
        assertDamaged(file);
    }

    private static void assertSame(NDArray array, @Nullable NDArray original) {
        if (original == null) {
            throw new AssertionError("an array that was not written");
        }
        assertThat(array.getShape()).isEqualTo(original.getShape());
        assertThat(array.getDataType()).isEqualTo(original.getDataType());
        assertThat(DataTypes.values(array)).isEqualTo(DataTypes.values(original));
    }

    private void assertDamaged(Path file) {
        assertThatThrownBy(() -> SafetensorsFile.read(file, manager))
                .isInstanceOfSatisfying(
                        SeqmemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
                .hasMessageStartingWith(file + " is not a whole safetensors file: ");
    }
}
