// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.SeqmemException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FigureFilesTest {

    private static final int BLUE = 0xff0072b2;

    @TempDir Path directory;

    private static Figure figure() {
        List<Layer.Mark> marks = List.of(Layer.Mark.at(4, 1e-3), Layer.Mark.at(14, 0.5));
        List<Layer.Band.Range> ranges =
                List.of(new Layer.Band.Range(4, 1e-4, 1e-2), new Layer.Band.Range(14, 0.4, 0.6));
        Plot lines =
                new Plot(
                        "impulse <b>",
                        Axis.of("delay", Axis.Scale.LOG),
                        Axis.of("NMSE", Axis.Scale.LOG),
                        List.of(
                                new Layer.Band("lstm", new Ink(0), ranges),
                                new Layer.Line(
                                        "lstm & co", new Ink(0), Layer.Line.Style.MARKED, marks)));
        Plot rows =
                new Plot(
                        "rows",
                        Axis.of("rank", Axis.Scale.LINEAR),
                        Axis.of("", List.of("tcn", "rnn")),
                        List.of(
                                new Layer.Dots("tcn", new Ink(1), List.of(Layer.Mark.at(1.5, 0))),
                                new Layer.Segments(
                                        "interval",
                                        Ink.NEUTRAL,
                                        List.of(
                                                new Layer.Segments.Piece(
                                                        Layer.Mark.at(1, 0), Layer.Mark.at(2, 0)))),
                                new Layer.Labels(
                                        "words",
                                        Ink.NEUTRAL,
                                        List.of(
                                                new Layer.Labels.Word(1, 1, "learns all"),
                                                new Layer.Labels.Word(1, 0, "")))));
        HeatMap map =
                new HeatMap(
                        "map",
                        "log10 NMSE",
                        List.of("lstm"),
                        List.of("impulse"),
                        List.of(new HeatMap.Cell(0, 0, -1.5, "-1.5", Optional.empty())),
                        -2,
                        0);
        return new Figure("toy", "A toy", "words", List.of(lines, rows, map), List.of());
    }

    @Test
    void namesTooLongForTheirColumnsStandUpright() throws Exception {
        String name = "stable-ssm reparameterisation=softplus";
        HeatMap map =
                new HeatMap(
                        "",
                        "log10 NMSE",
                        List.of(name, "lstm"),
                        List.of("airy"),
                        List.of(new HeatMap.Cell(0, 0, -1.5, "-1.5", Optional.empty())),
                        -2,
                        0);
        draw(new Figure("toy", "A toy", "words", List.of(map), List.of()));
        NodeList texts = svg().getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            boolean upright =
                    (text.getAttribute("transform")
                                    + ((Element) text.getParentNode()).getAttribute("transform"))
                            .contains("rotate(-90");
            assertThat(upright)
                    .as(text.getTextContent())
                    .isEqualTo(Set.of(name, "lstm").contains(text.getTextContent()));
        }
        assertThat(texts(svg())).contains(name, "lstm", "-1.5");
    }

    /** Draws; skips the test where Java finds no fonts, unless outside programs are required. */
    private void draw(Figure figure) throws IOException {
        try {
            FigureFiles.draw(figure, directory);
        } catch (SeqmemException noFonts) {
            assumeTrue(
                    "required".equals(System.getProperty("seqmem.programs")), noFonts.getMessage());
            throw noFonts;
        }
    }

    private Document svg() throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        // the type of document names a file of w3.org, which nobody needs to read
        parser.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        return parser.parse(directory.resolve("toy.svg").toFile());
    }

    private static List<String> texts(Document svg) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void drawsSvgWhoseTextIsText() throws Exception {
        draw(figure());
        Document svg = svg();
        assertThat(texts(svg))
                .contains(
                        "impulse <b>",
                        "delay",
                        "NMSE",
                        "4",
                        "14",
                        "0.001",
                        "lstm & co",
                        "tcn",
                        "rnn",
                        "learns all",
                        "-1.5",
                        "map: log10 NMSE");
        assertThat(svg.getDocumentElement().getAttribute("width")).matches("[1-9]\\d+");
    }

    @Test
    void hasOneEntryInTheLegendForTheFloorsOfManyModels() throws Exception {
        List<Layer.Mark> marks = List.of(Layer.Mark.at(4, 1e-3), Layer.Mark.at(14, 0.5));
        List<Layer> layers = new ArrayList<>();
        for (int model = 0; model < 5; model++) {
            Ink ink = new Ink(model);
            layers.add(new Layer.Line("m" + model, ink, Layer.Line.Style.MARKED, marks));
            layers.add(new Layer.Line("floor of m" + model, ink, Layer.Line.Style.DASHED, marks));
        }
        Axis delay = Axis.of("delay", Axis.Scale.LOG);
        Plot plot = new Plot("many", delay, Axis.of("NMSE", Axis.Scale.LOG), layers);
        draw(new Figure("toy", "A toy", "words", List.of(plot), List.of()));
        assertThat(texts(svg()))
                .contains("m0", "m4", "floor of each, in its colour")
                .doesNotContain("floor of m0");
    }

    @Test
    void drawsPngWithTheInkOfTheModel() throws IOException {
        draw(figure());
        BufferedImage png = ImageIO.read(directory.resolve("toy.png").toFile());
        int inked = 0;
        for (int x = 0; x < png.getWidth(); x++) {
            for (int y = 0; y < png.getHeight(); y++) {
                inked += png.getRGB(x, y) == BLUE ? 1 : 0;
            }
        }
        // a line of two points across half a panel at twice the size, and its symbols
        assertThat(inked).isGreaterThan(500);
    }

    @Test
    void drawsAPlotWithNothingOnIt() throws IOException {
        Plot empty =
                new Plot(
                        "",
                        Axis.of("x", Axis.Scale.LOG),
                        Axis.of("y", Axis.Scale.LOG),
                        List.of(
                                new Layer.Line(
                                        "zero",
                                        new Ink(0),
                                        Layer.Line.Style.MARKED,
                                        List.of(Layer.Mark.at(1, 0)))));
        draw(new Figure("empty", "Nothing", "words", List.of(empty), List.of()));
        assertThat(directory.resolve("empty.png")).isNotEmptyFile();
    }

    @Test
    void listsEveryMark() throws IOException {
        Path csv = FigureFiles.list(figure(), directory);
        assertThat(Files.readAllLines(csv))
                .containsExactly(
                        "panel,layer,kind,x,y,x_name,y_name,low,high,text,trial_id",
                        "impulse <b>,lstm,band,4.0,,,,1.0E-4,0.01,,",
                        "impulse <b>,lstm,band,14.0,,,,0.4,0.6,,",
                        "impulse <b>,lstm & co,line,4.0,0.001,,,,,,",
                        "impulse <b>,lstm & co,line,14.0,0.5,,,,,,",
                        "rows,tcn,dots,1.5,0.0,,tcn,,,,",
                        "rows,interval,segment from,1.0,0.0,,tcn,,,,",
                        "rows,interval,segment to,2.0,0.0,,tcn,,,,",
                        "rows,words,labels,1.0,1.0,,rnn,,,learns all,",
                        "rows,words,labels,1.0,0.0,,tcn,,,,",
                        "map,log10 NMSE,cell,0.0,0.0,lstm,impulse,-1.5,-1.5,-1.5,");
    }
}
