// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.report.export.TableFormat;
import org.w3c.dom.Document;

/** Figures as files for papers: SVG with text as text, PNG at twice the size, numbers as CSV. */
public final class FigureFiles {

    private static final String SVG = "http://www.w3.org/2000/svg";

    /** So that a PNG is sharp in print and on fine screens. */
    private static final int SCALE = 2;

    private FigureFiles() {}

    /**
     * Writes {@code ID.svg} and {@code ID.png}.
     *
     * @throws IOException if a file cannot be written
     * @throws SeqmemException IO if this Java cannot draw: it has no fonts
     */
    public static List<Path> draw(Figure figure, Path directory) throws IOException {
        requireFonts();
        Path svg = directory.resolve(figure.id() + ".svg");
        try (Writer out = Files.newBufferedWriter(svg, UTF_8)) {
            svg(figure, out);
        }
        Path png = directory.resolve(figure.id() + ".png");
        if (!ImageIO.write(png(figure), "png", png.toFile())) {
            throw new IOException("this Java cannot write PNG: " + png);
        }
        return List.of(svg, png);
    }

    /**
     * Writes {@code ID.csv} with every mark of a figure.
     *
     * @throws IOException if the file cannot be written
     */
    public static Path list(Figure figure, Path directory) throws IOException {
        return TableFormat.CSV.write(FigureTable.of(figure), directory);
    }

    /** A small system has no fonts, or Java was installed without the libraries that read them. */
    private static void requireFonts() {
        try {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new SeqmemException(
                    ErrorCode.IO,
                    "figures cannot be drawn as SVG and PNG, since this Java finds no fonts ("
                            + e
                            + "). Install fontconfig and a font, for instance fonts-dejavu-core.",
                    e);
        }
    }

    private static void svg(Figure figure, Writer out) throws IOException {
        Document document;
        try {
            document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .getDOMImplementation()
                            .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // the plain configuration always exists
        }
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(figure.title());
        context.setEmbeddedFontsOn(false);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        XChartRenderer renderer = new XChartRenderer(figure);
        graphics.setSVGCanvasSize(new Dimension(renderer.width(), renderer.height(graphics)));
        renderer.paint(graphics);
        graphics.stream(out, true);
    }

    private static BufferedImage png(Figure figure) {
        XChartRenderer renderer = new XChartRenderer(figure);
        BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D measuring = probe.createGraphics();
        int height = renderer.height(measuring);
        measuring.dispose();
        BufferedImage image =
                new BufferedImage(
                        SCALE * renderer.width(), SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        renderer.paint(graphics);
        graphics.dispose();
        return image;
    }
}
