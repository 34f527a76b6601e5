FROM python:3.13-slim
RUN useradd --uid 10001 --create-home newscrawl
COPY pyproject.toml README.md LICENSE /src/
COPY requirements/run.txt /src/requirements/
COPY newscrawl /src/newscrawl
RUN pip install --no-cache-dir --require-hashes -r /src/requirements/run.txt && \
    pip install --no-cache-dir --no-deps --no-build-isolation /src && install -d -o newscrawl /data
USER newscrawl
WORKDIR /data
VOLUME /data
ENTRYPOINT ["newscrawl"]
