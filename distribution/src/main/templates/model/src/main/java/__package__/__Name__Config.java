package __package__;

import org.seqmem.api.config.AtLeast;

/**
 * Keys of the model. Defaults and the meaning of each key stand in reference.conf.
 *
 * @param hiddenSize H, the units of the state
 */
public record __Name__Config(@AtLeast(1) int hiddenSize) {}
