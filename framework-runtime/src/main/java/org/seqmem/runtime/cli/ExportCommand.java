// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.export.ExperimentTables;
import org.seqmem.runtime.report.export.Table;
import org.seqmem.runtime.report.export.TableFormat;
import org.seqmem.runtime.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an experiment as tidy tables. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes an experiment as tidy tables that pandas, R and DuckDB read as they are:",
            "trials (a row per trial, with its settings), metrics (a row per trial and metric),",
            "references, curves, measured_memory and learning_curves. They join by trial_id."
        })
public final class ExportCommand implements Callable<Integer> {

    private final Console console;
    private final Experiments experiments;

    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment's name.")
    private String experiment = "";

    @Mixin private final RunsOption runs = new RunsOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "csv")
    private TableFormat format = TableFormat.CSV;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: RUNS/EXPERIMENT/export).")
    private Optional<Path> out = Optional.empty();

    /** Made by the injector. */
    @Inject
    public ExportCommand(Console console, Experiments experiments) {
        this.console = console;
        this.experiments = experiments;
    }

    @Override
    public Integer call() {
        try (Store store = Store.openForReading(runs.directory())) {
            ExperimentRecord record = experiments.record(store, experiment, console::remark);
            Path directory =
                    out.orElseGet(() -> runs.directory().resolve(experiment).resolve("export"));
            List<Table> tables =
                    new ExperimentTables(
                                    record,
                                    runs.directory(),
                                    reader -> store.curvesOf(experiment, reader))
                            .all();
            List<Path> files = write(tables, directory);
            console.line(
                    Figures.count(record.trials().size(), "trial")
                            + ", "
                            + Figures.count(record.ended())
                            + " ended");
            files.forEach(file -> console.line("  " + file));
        }
        return ExitStatus.OK;
    }

    private List<Path> write(List<Table> tables, Path directory) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            for (Table table : tables) {
                files.add(format.write(table, directory));
            }
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO,
                    directory + " cannot be written to: " + e + ". Name another with --out.",
                    e);
        }
        return files;
    }
}
