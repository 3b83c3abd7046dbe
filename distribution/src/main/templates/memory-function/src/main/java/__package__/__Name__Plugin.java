package __package__;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link __Name__}. */
public final class __Name__Plugin implements MemoryFunctionPlugin<__Name__Config> {

    @Override
    public String name() {
        return "__name__";
    }

    @Override
    public Class<__Name__Config> configType() {
        return __Name__Config.class;
    }

    @Override
    public String summary() {
        return "rho(s) = exp(-(s / scale)^stretch). Larger scale = longer memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("scale", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(__Name__Config config) {
        return new __Name__(config.scale(), config.stretch());
    }
}
