// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class FileMemoryTest extends MemoryFunctionCompatibilityKit<FileMemoryConfig> {

    @TempDir private Path directory;

    @Override
    protected FileMemoryPlugin plugin() {
        return new FileMemoryPlugin();
    }

    @Override
    protected FileMemoryConfig example() {
        return new FileMemoryConfig(write("1\n0.5\n-0.25\n"));
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("file");
    }

    @Test
    void readsOneValuePerLineAndIsZeroPastTheEnd() {
        MemoryFunction memory = read("# measured\n1\n-0.5\n\n  2.5e-1  \r\n");

        assertThat(memory.values(5)).containsExactly(1, -0.5, 0.25, 0, 0);
        assertThat(memory.decay()).isEqualTo(new Decay.CompactSupport(2));
    }

    @Test
    void namesTheLineThatIsNoNumber() {
        assertRejected(
                "1\n# note\n0.5;0.2\n", "has \"0.5;0.2\" in line 3 where one number is wanted");
        assertRejected("1\nNaN\n", "has NaN in line 2, which is not finite");
        assertRejected("1e999\n", "has 1e999 in line 1, which is not finite");
    }

    @Test
    void rejectsAFileWithoutValues() {
        assertRejected("", "holds no value: one number per line is wanted, lag 0 first");
        assertRejected(
                "# nothing\n\n", "holds no value: one number per line is wanted, lag 0 first");
    }

    @Test
    void rejectsWhatIsNoTextFile() throws IOException {
        Path missing = directory.resolve("missing.csv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileMemory.read(missing))
                .withMessage("the memory function's file " + missing + " does not exist");

        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileMemory.read(binary))
                .withMessageEndingWith("is not a text file");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileMemory.read(directory))
                .withMessageContaining("cannot be read");
    }

    private MemoryFunction read(String text) {
        return plugin().create(new FileMemoryConfig(write(text)));
    }

    private Path write(String text) {
        try {
            return Files.writeString(directory.resolve("memory.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRejected(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessage(
                        "the memory function's file "
                                + directory.resolve("memory.csv")
                                + " "
                                + sentence);
    }
}
