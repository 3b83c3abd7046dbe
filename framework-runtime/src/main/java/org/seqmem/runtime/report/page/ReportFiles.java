// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.FigureFiles;
import org.seqmem.runtime.report.figure.Thinning;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.report.gallery.Gallery;

/**
 * The files of a report, in the directory of its experiment: {@code report.html}, {@code figures/}
 * with each figure as SVG, PNG and CSV, and {@code experiment.conf}, which runs it again.
 */
public final class ReportFiles {

    /** The page. */
    public static final String PAGE = "report.html";

    /** In the first bytes of a page is what it was made of. */
    private static final int HEAD = 512;

    private static final String FIGURES = "figures";
    private static final String EXPERIMENT = "experiment.conf";

    private final ExperimentRecord experiment;
    private final Curves curves;
    private final Environments environments;
    private final String version;
    private final String state;
    private final Path directory;

    /**
     * @param experiment what is reported
     * @param curves of its trials
     * @param environments that its trials were run in
     * @param version of Seqmem
     * @param state all else that the page depends on
     * @param runs the runs directory
     */
    public ReportFiles(
            ExperimentRecord experiment,
            Curves curves,
            Environments environments,
            String version,
            String state,
            Path runs) {
        this.experiment = experiment;
        this.curves = curves;
        this.environments = environments;
        this.version = version;
        this.state = state(version, state);
        this.directory = runs.resolve(experiment.name());
    }

    /**
     * The page of an experiment if it is there and would come out the same again.
     *
     * @param runs the runs directory
     * @param name of the experiment
     * @param version of Seqmem
     * @param state all else that the page depends on
     */
    public static Optional<Path> current(Path runs, String name, String version, String state) {
        Path page = runs.resolve(name).resolve(PAGE);
        try (InputStream file = Files.newInputStream(page)) {
            String head = new String(file.readNBytes(HEAD), UTF_8);
            return head.contains(Page.stamp(state(version, state)))
                    ? Optional.of(page)
                    : Optional.empty();
        } catch (IOException e) { // none there, or none to read: it is made anew
            return Optional.empty();
        }
    }

    private static String state(String version, String state) {
        return version + ", " + state;
    }

    /**
     * Writes everything.
     *
     * @param remark told why there are no drawings, if so
     * @return the page
     * @throws SeqmemException IO if the directory cannot be written to
     */
    public Path write(Consumer<String> remark) {
        return write(OptionalInt.empty(), true, remark);
    }

    /**
     * Writes the page and the numbers behind its figures, without the drawings, which take longer.
     *
     * @param refresh after how many seconds the page loads itself again; empty if it is final
     * @return the page
     * @throws SeqmemException IO if the directory cannot be written to
     */
    public Path writePage(OptionalInt refresh) {
        return write(refresh, false, remark -> {});
    }

    private Path write(OptionalInt refresh, boolean drawings, Consumer<String> remark) {
        Gallery gallery = new Gallery(experiment, curves);
        List<Figure> all = gallery.figures();
        List<Figure> thin = all.stream().map(Thinning::of).toList();
        try {
            Files.createDirectories(directory);
            Map<String, List<String[]>> files = figures(all, thin, drawings, remark);
            Path conf = directory.resolve(EXPERIMENT);
            Files.writeString(conf, pretty(experiment.content()), UTF_8);
            String command = "seqmem run " + conf + " --runs " + directory.getParent();
            String html =
                    new ReportPage(experiment, gallery, curves, environments, version, state)
                            .html(thin, files, command, refresh);
            return PageFile.write(directory.resolve(PAGE), html);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, "the report cannot be written to " + directory + ": " + e, e);
        }
    }

    private Map<String, List<String[]>> figures(
            List<Figure> all, List<Figure> thin, boolean drawings, Consumer<String> remark)
            throws IOException {
        Path place = Files.createDirectories(directory.resolve(FIGURES));
        boolean drawn = drawings;
        Map<String, List<String[]>> files = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            List<Path> written = new ArrayList<>();
            if (drawn) {
                try {
                    written.addAll(FigureFiles.draw(thin.get(i), place));
                } catch (SeqmemException noFonts) {
                    remark.accept(String.valueOf(noFonts.getMessage()));
                    drawn = false;
                }
            }
            written.add(FigureFiles.list(all.get(i), place));
            List<String[]> links = new ArrayList<>();
            for (Path file : written) {
                String name = String.valueOf(file.getFileName());
                String ending = name.substring(name.lastIndexOf('.') + 1);
                links.add(new String[] {ending.toUpperCase(Locale.ROOT), FIGURES + "/" + name});
            }
            files.put(all.get(i).id(), links);
        }
        return files;
    }

    private static String pretty(String json) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return mapper.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(mapper.readTree(json));
        } catch (JsonProcessingException e) {
            return json; // of an older Seqmem: as it stands in the store
        }
    }
}
