// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginEntry;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.Grid;
import org.seqmem.runtime.trial.EngineProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is well on this machine, what is not, and what to do about it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks this machine: Java, engine, GPU, allocator, plugins, disk.",
            "Exit status 3 if something is in the way of a run."
        })
public final class DoctorCommand implements Callable<Integer> {

    /** Below this a run is likely to end with a full disk: natives alone take 0.4 GB. */
    private static final double LEAST_FREE_BYTES = 1e9;

    /** What the start script sets so that glibc keeps large blocks between steps. */
    private static final String ALLOCATOR_VARIABLE = "MALLOC_TRIM_THRESHOLD_";

    private enum State {
        OK("ok"),
        NOTE("-"),
        BAD("NOT OK");

        private final String text;

        State(String text) {
            this.text = text;
        }
    }

    private record Finding(String subject, String what, State state, String remark) {}

    private final Console console;
    private final Catalogue catalogue;
    private final List<Finding> findings = new ArrayList<>();

    @Mixin private final RunsOption runs = new RunsOption();

    /** Made by the injector. */
    @Inject
    public DoctorCommand(Console console, Catalogue catalogue) {
        this.console = console;
        this.catalogue = catalogue;
    }

    @Override
    public Integer call() {
        java();
        engine();
        allocator(System.getenv(), System.getProperty("os.name"));
        plugins();
        disk();
        Grid grid = new Grid();
        for (Finding finding : findings) {
            grid.row(finding.subject(), finding.what(), finding.state().text, finding.remark());
        }
        grid.leftAligned(0).forEach(console::line);
        boolean well = findings.stream().noneMatch(finding -> finding.state() == State.BAD);
        return well ? ExitStatus.OK : ExitStatus.WRONG_ENVIRONMENT;
    }

    private void add(String subject, String what, State state, String remark) {
        findings.add(new Finding(subject, what, state, remark));
    }

    private void java() {
        Runtime runtime = Runtime.getRuntime();
        add(
                "java",
                String.format(
                        Locale.ROOT,
                        "%s, %s, heap up to %sB",
                        System.getProperty("java.version"),
                        Figures.count(runtime.availableProcessors(), "core"),
                        Figures.magnitude((double) runtime.maxMemory())),
                State.OK,
                "");
    }

    private void engine() {
        EngineProbe engine;
        try {
            engine = EngineProbe.run();
        } catch (SeqmemException e) {
            add("engine", "does not load", State.BAD, String.valueOf(e.getMessage()));
            return;
        }
        add(
                "engine",
                engine.name()
                        + " "
                        + engine.version()
                        + " ("
                        + (engine.gpus() > 0 ? "gpu" : "cpu")
                        + ")",
                State.OK,
                String.format(
                        Locale.ROOT,
                        "loads in %.1f s; %s",
                        engine.seconds(),
                        engine.threads() > 0
                                ? Figures.count(engine.threads(), "math thread")
                                : "math threads not limited"));
        if (engine.gpus() > 0) {
            add("gpu", Figures.count(engine.gpus(), "device"), State.OK, "");
        } else {
            add(
                    "gpu",
                    "none found",
                    State.NOTE,
                    "the CPU is used; a GPU needs a CUDA build of libtorch 2.7.1 in"
                            + " PYTORCH_LIBRARY_PATH");
        }
    }

    private void allocator(Map<String, String> environment, String system) {
        if (!system.startsWith("Linux")) {
            add("allocator", "the system's", State.NOTE, "tuned on Linux only");
        } else if (environment.containsKey(ALLOCATOR_VARIABLE)) {
            add("allocator", "tuned", State.OK, "");
        } else {
            add(
                    "allocator",
                    "not tuned",
                    State.NOTE,
                    "start with bin/seqmem: it sets what makes training up to 1.7 times faster");
        }
    }

    private void plugins() {
        List<PluginEntry> entries = catalogue.entries();
        long leftOut = entries.stream().filter(entry -> !entry.available()).count();
        long jars = entries.stream().map(PluginEntry::origin).distinct().count();
        add(
                "plugins",
                entries.size() - leftOut + " in " + Figures.count(jars, "jar"),
                State.OK,
                leftOut == 0 ? "" : leftOut + " left out: seqmem plugins list says why");
    }

    private void disk() {
        Path directory = runs.directory().toAbsolutePath();
        Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            add(
                    "disk",
                    runs.directory() + " cannot be written",
                    State.BAD,
                    "name another with --runs");
            return;
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            add(
                    "disk",
                    runs.directory() + " writable, " + Figures.magnitude((double) free) + "B free",
                    free < LEAST_FREE_BYTES ? State.BAD : State.OK,
                    free < LEAST_FREE_BYTES ? "make room, or name another place with --runs" : "");
        } catch (IOException e) {
            add("disk", runs.directory() + " cannot be read", State.BAD, e.toString());
        }
    }
}
