// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the trials of a runs directory came to, for comparison with another. */
final class Results {

    /** What a clock and a scale say, of which no two runs are alike. */
    private static final Pattern CIRCUMSTANCES =
            Pattern.compile("\"(seconds|peakMemory)\"\\s*:\\s*[0-9.eE+-]+");

    private Results() {}

    /** By trial id, {@code result.json} without the time that it took. */
    static Map<String, String> of(Path runs) {
        Map<String, String> results = new TreeMap<>();
        whole(runs).forEach((id, text) -> results.put(id, withoutTime(text)));
        return results;
    }

    /** By trial id, {@code result.json} as it is. */
    static Map<String, String> whole(Path runs) {
        Map<String, String> results = new TreeMap<>();
        for (Path file : files(runs, "result.json")) {
            results.put(trial(file), text(file));
        }
        return results;
    }

    /** By trial id, {@code result.json} of the trials that are not merely interrupted. */
    static Map<String, String> ended(Path runs) {
        Map<String, String> results = whole(runs);
        results.values().removeIf(text -> text.contains("\"STOPPED\""));
        return results;
    }

    /** By trial id, everything that must be the same however often it was cut off. */
    static Map<String, String> withParametersAndCurves(Path runs) {
        Map<String, String> all = of(runs);
        for (Path file : files(runs, "model.safetensors")) {
            all.put(trial(file) + " parameters", bytes(file));
        }
        for (Path file : files(runs, "curve.jsonl")) {
            all.put(trial(file) + " curve", withoutTime(text(file)));
        }
        return all;
    }

    /** The id of the trial that a file is of: the name of its directory. */
    private static String trial(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    private static List<Path> files(Path runs, String name) {
        Path trials = runs.resolve("trials");
        if (!Files.exists(trials)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(trials)) {
            return files.filter(file -> file.endsWith(name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutTime(String text) {
        return CIRCUMSTANCES.matcher(text).replaceAll("\"$1\": 0");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bytes(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
