// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory as it was measured or made elsewhere: the values of a file, 0 past its end.
 *
 * <p>A line holds one number, in the notation of Java or C ({@code 0.5}, {@code -1e-3}); the first
 * line is lag 0. Empty lines and lines that begin with {@code #} are passed over.
 */
final class FileMemory implements MemoryFunction {

    private final double[] values;

    private FileMemory(double[] values) {
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is missing, cannot be read, holds no value, more than
     *     2^20, or anything that is not a finite number; the sentence names the line
     */
    static FileMemory read(Path file) {
        List<String> lines = lines(file);
        double[] values = new double[lines.size()];
        int count = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                values[count++] = number(line, file, i + 1);
            }
        }
        if (count == 0) {
            throw invalid(file, "holds no value: one number per line is wanted, lag 0 first");
        }
        if (count > LinearFunctionalConfig.LONGEST) {
            throw invalid(
                    file, "holds " + count + " values: at most " + LinearFunctionalConfig.LONGEST);
        }
        return new FileMemory(Arrays.copyOf(values, count));
    }

    @Override
    public double at(int lag) {
        return lag < values.length ? values[lag] : 0;
    }

    @Override
    public Decay decay() {
        return new Decay.CompactSupport(values.length - 1);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw invalid(file, "does not exist");
        } catch (CharacterCodingException e) {
            throw invalid(file, "is not a text file");
        } catch (IOException e) {
            throw invalid(file, "cannot be read: " + e.getMessage());
        }
    }

    private static double number(String text, Path file, int line) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw invalid(
                    file, "has \"" + text + "\" in line " + line + " where one number is wanted");
        }
        if (!Double.isFinite(value)) {
            throw invalid(file, "has " + text + " in line " + line + ", which is not finite");
        }
        return value;
    }

    private static IllegalArgumentException invalid(Path file, String what) {
        return new IllegalArgumentException("the memory function's file " + file + " " + what);
    }
}
