// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.seqmem.runtime.provenance.Machine;
import picocli.CommandLine.Option;

/**
 * The table that benchmarks share: each adds its rows to the same Markdown file, under one line on
 * the machine and on what is measured.
 */
final class Table {

    @Option(names = "--commit", description = "What is measured.", defaultValue = "unknown")
    private String commit = "unknown";

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "A Markdown file to add rows to.",
            defaultValue = "")
    private String file = "";

    /** The machine and what is measured. */
    String told() {
        Machine machine = Machine.here();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s, Java %s; commit %s",
                machine.cpu(),
                Runtime.getRuntime().availableProcessors(),
                machine.os(),
                machine.java(),
                commit);
    }

    /**
     * Adds a row, if there is a file.
     *
     * @param benchmark which one
     * @param what of it was measured
     * @param unit of the values
     * @param values measured
     */
    void add(String benchmark, String what, String unit, List<Double> values) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            Files.writeString(
                    path,
                    told()
                            + "\n\n| benchmark | what | unit | median | quartiles | of |\n"
                            + "|---|---|---|---|---|---|\n");
        }
        Spread spread = Spread.of(values);
        Files.writeString(
                path,
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | **%.4g** | %.4g-%.4g | %d |%n",
                        benchmark,
                        what,
                        unit,
                        spread.median(),
                        spread.low(),
                        spread.high(),
                        values.size()),
                StandardOpenOption.APPEND);
    }
}
