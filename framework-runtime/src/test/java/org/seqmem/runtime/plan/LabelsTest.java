// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
                    .build();

    @Test
    void nameThePluginAndTheKeysThatDifferAmongItsSections() {
        assertThat(
                        labels(
                                "{use:'lf', length:64, memory:{use:'exponential', rate:0.1}}",
                                "{use:'lf', length:64, memory:{use:'exponential', rate:1.0}}",
                                "{use:'lf', length:64, memory:{use:'impulse', delay:8, gain:1}}",
                                "{use:'lf', length:64, memory:{use:'impulse', delay:32, gain:1}}"))
                .containsExactly(
                        "exponential rate=0.1",
                        "exponential rate=1",
                        "impulse delay=8",
                        "impulse delay=32");
    }

    @Test
    void nameThePluginOfTheKeyWhenOnlyAKeyDiffers() {
        assertThat(
                        labels(
                                "{use:'lf', memory:{use:'impulse', delay:8}}",
                                "{use:'lf', memory:{use:'impulse', delay:32}}"))
                .containsExactly("impulse delay=8", "impulse delay=32");
        assertThat(labels("{use:'lstm', 'hidden-size':16}", "{use:'lstm', 'hidden-size':64}"))
                .containsExactly("lstm hidden-size=16", "lstm hidden-size=64");
    }

    @Test
    void leaveOutKeysOfAPluginThatIsThereOnce() {
        assertThat(labels("{use:'lstm', 'hidden-size':64}", "{use:'tcn', levels:3, kernel:2}"))
                .containsExactly("lstm", "tcn");
    }

    @Test
    void leaveOutAPluginThatIsTheSameWhereverThereIsOne() {
        assertThat(labels("{use:'lstm'}", "{use:'transformer', positions:{use:'sinusoidal'}}"))
                .containsExactly("lstm", "transformer");
        assertThat(
                        labels(
                                "{use:'lstm'}",
                                "{use:'transformer', positions:{use:'sinusoidal'}}",
                                "{use:'transformer', positions:{use:'none'}}"))
                .containsExactly("lstm", "transformer sinusoidal", "transformer none");
    }

    @Test
    void nameALoneSectionByItsPlugin() {
        assertThat(labels("{use:'lf', memory:{use:'impulse', delay:8}}")).containsExactly("lf");
    }

    @Test
    void leaveALoneTrainingEmpty() {
        assertThat(labels("{steps:5, optimizer:{use:'adam', 'learning-rate':0.1}}"))
                .containsExactly("");
    }

    @Test
    void callKeysInFullWhereTheirLastPartIsNotUnique() {
        assertThat(
                        labels(
                                "{use:'lf', input:{use:'x', rate:1}, memory:{use:'y', rate:1}}",
                                "{use:'lf', input:{use:'x', rate:2}, memory:{use:'y', rate:2}}"))
                .containsExactly("x input.rate=1 memory.rate=1", "x input.rate=2 memory.rate=2");
    }

    @Test
    void showListsAndOptionalKeys() {
        assertThat(
                        labels(
                                "{use:'mlp', sizes:[8,16]}",
                                "{use:'mlp', sizes:[8]}",
                                "{use:'mlp', sizes:[8], bias:true}"))
                .containsExactly("mlp sizes=[8,16]", "mlp sizes=[8]", "mlp bias=true sizes=[8]");
    }

    @Test
    void tellElementsOfListsApartByTheirIndex() {
        assertThat(
                        labels(
                                "{use:'sum', of:[{use:'a', w:1},{use:'b', w:1}]}",
                                "{use:'sum', of:[{use:'a', w:1},{use:'b', w:2}]}"))
                .containsExactly("b w=1", "b w=2");
    }

    @Test
    void areUniqueEvenWhereTextsLookAlike() {
        assertThat(labels("{use:'t', a:'1 b=2', b:'3'}", "{use:'t', a:'1', b:'2 b=3'}"))
                .doesNotHaveDuplicates();
    }

    private static List<String> labels(String... sections) {
        Labels labels = new Labels();
        for (String section : sections) {
            try {
                labels.add(JSON.readTree(section));
            } catch (JsonProcessingException e) {
                throw new AssertionError(section, e);
            }
        }
        return labels.labels();
    }
}
