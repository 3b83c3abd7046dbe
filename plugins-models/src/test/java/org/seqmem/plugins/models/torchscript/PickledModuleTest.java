// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pickles are written here by hand, code by code. */
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
    void saysThatADamagedOneIs() {
        assertThatIOException()
                .isThrownBy(() -> read("\u0080\u0002}"))
                .withMessageContaining("end");
        assertThatIOException()
                .isThrownBy(() -> read("\u0080\u0002R."))
                .withMessageContaining("damaged");
        assertThatIOException()
                .isThrownBy(() -> read("\u0080\u0002i"))
                .withMessageContaining("unknown code 0x69");
        assertThatIOException()
                .isThrownBy(() -> read("h\u0001."))
                .withMessageContaining("not there");
    }
}
