// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Pickles are written here by hand, code by code, or are what became of one that LibTorch wrote.
 */
class PickledModuleTest {

    private static final String OBJECT = "c__torch__\nM\n)\u0081";

    private static Map<String, PickledModule.Tensor> read(String pickle) throws IOException {
        return PickledModule.read(new ByteArrayInputStream(pickle.getBytes(ISO_8859_1)));
    }

    private static String text(String value) {
        return "X" + (char) value.length() + "\0\0\0" + value;
    }

    private static String tensor(String type, String key, boolean requiresGradient) {
        return "ctorch._utils\n_rebuild_tensor_v2\n(("
                + text("storage")
                + "ctorch\n"
                + type
                + "\n"
                + text(key)
                + text("cpu")
                + "K\u0006tQK\0(K\u0002K\u0003t(K\u0003K\u0001t"
                + (requiresGradient ? "\u0088" : "\u0089")
                + "ccollections\nOrderedDict\n)RtR";
    }

    @Test
    void joinsTheNamesOfNestedModules() throws IOException {
        String inner = OBJECT + "}(" + text("weight") + tensor("FloatStorage", "0", true) + "ub";
        String pickle =
                "\u0080\u0002"
                        + OBJECT
                        + "}("
                        + text("scale")
                        + tensor("DoubleStorage", "1", false)
                        + text("layer")
                        + inner
                        + text("training")
                        + "\u0088ub.";
        assertThat(read(pickle))
                .containsOnly(
                        Map.entry(
                                "scale", new PickledModule.Tensor("DoubleStorage", "1", 6, false)),
                        Map.entry(
                                "layer.weight",
                                new PickledModule.Tensor("FloatStorage", "0", 6, true)));
    }

    @Test
    void callsNothingThatAPickleNames() throws IOException {
        String harmful = "\u0080\u0002cposix\nsystem\n(" + text("false") + "tR.";
        assertThat(read(harmful)).isEmpty();
    }

    @Test
    void namesAModuleThatIsRegisteredTwiceTwice() throws IOException {
        assertThat(read(twoNamesForEachOf(2)).keySet()).containsExactly("a.a", "a.b", "b.a", "b.b");
    }

    /** The first walk of so many names that would not end soon. */
    @Test
    void refusesModulesThatMultiply() {
        assertThatIOException()
                .isThrownBy(() -> read(twoNamesForEachOf(25)))
                .withMessageContaining("too often");
    }

    @Test
    void refusesModulesThatHoldThemselves() {
        assertThatIOException()
                .isThrownBy(() -> read("}q\0" + text("self") + "h\0s."))
                .withMessageContaining("too deeply");
    }

    private static String twoNamesForEachOf(int modules) {
        StringBuilder pickle = new StringBuilder(tensor("FloatStorage", "0", true)).append("q\0");
        for (int i = 0; i < modules; i++) {
            pickle.append("}(").append(text("a")).append("h\0");
            pickle.append(text("b")).append("h\0uq\0");
        }
        return pickle + ".";
    }

    @Test
    void keepsOfADictionaryWhatHasAName() throws IOException {
        String own = "}q\0h\0N" + "s"; // which cannot be hashed
        String number = "K\u0001" + tensor("FloatStorage", "0", true) + "s";
        String name = text("w") + tensor("FloatStorage", "1", true) + "s";
        assertThat(read(own + "h\0h\0s" + number + name + ".")).containsOnlyKeys("w");
    }

    @Test
    void refusesSizesThatAreNone() {
        String two = "K\u0002";
        String pickle = tensor("FloatStorage", "0", true) + ".";
        assertThat(pickle).containsOnlyOnce(two);
        assertThatIOException()
                .isThrownBy(() -> read(pickle.replace(two, "J\u00fe\u00ff\u00ff\u00ff")))
                .withMessageContaining("length -2");
        assertThatIOException()
                .isThrownBy(() -> read(pickle.replace(two, "\u008a\u0009" + "\0".repeat(8) + "\1")))
                .withMessageContaining("damaged");
    }

    @Test
    void readsLongNumbersFromTheLowestByteOn() throws IOException {
        String two = "K\u0002";
        String pickle = tensor("FloatStorage", "0", true) + ".";
        Map<String, Long> sizes =
                Map.of(
                        "\u008a\u0002\u0080\u0000", 3L * 128,
                        "\u008a\u0003\1\2\3", 3L * (1 + 256 * (2 + 256 * 3)),
                        "\u008a\0", 0L);
        for (Map.Entry<String, Long> size : sizes.entrySet()) {
            assertThat(read(pickle.replace(two, size.getKey())).values())
                    .extracting(PickledModule.Tensor::size)
                    .containsExactly(size.getValue());
        }
    }

    /** Nothing else than an IOException, and that soon. */
    @Property(tries = 2000, seed = "7")
    void readsOrRefusesWhateverBecameOfAFile(@ForAll("pickles") String pickle) {
        try {
            read(pickle);
        } catch (IOException refused) {
            assertThat(refused).hasMessageStartingWith("its data.pkl ");
        }
    }

    @Provide
    Arbitrary<String> pickles() throws IOException, URISyntaxException {
        URL url = Objects.requireNonNull(getClass().getResource("/torchscript/min-gru.pt"));
        String whole;
        try (ZipFile file = new ZipFile(Path.of(url.toURI()).toFile())) {
            InputStream pickle = file.getInputStream(file.getEntry("min-gru/data.pkl"));
            whole = new String(pickle.readAllBytes(), ISO_8859_1);
        }
        assertThat(read(whole)).hasSize(7);
        Arbitrary<String> codes =
                Arbitraries.strings().withChars("(NRabehjqrstu()]}.Q\u0081\u0085").ofMaxLength(3);
        Arbitrary<String> bytes =
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(3);
        return Combinators.combine(
                        Arbitraries.integers().between(0, whole.length()),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.oneOf(codes, bytes))
                .as(
                        (place, removed, inserted) -> {
                            int end = Math.min(place + removed, whole.length());
                            return whole.substring(0, place) + inserted + whole.substring(end);
                        });
    }

    @Test
    void saysThatADamagedOneIs() {
        assertThatIOException()
                .isThrownBy(() -> read("\u0080\u0002}"))
                .withMessageContaining("end");
        assertThatIOException()
                .isThrownBy(() -> read("\u0080\u0002R."))
                .withMessageContaining("damaged");
        assertThatIOException()
                .isThrownBy(() -> read(")Na.")) // to a tuple
                .withMessageContaining("damaged");
        assertThatIOException()
                .isThrownBy(() -> read("\u0080\u0002i"))
                .withMessageContaining("unknown code 0x69");
        assertThatIOException()
                .isThrownBy(() -> read("h\u0001."))
                .withMessageContaining("not there");
    }
}
