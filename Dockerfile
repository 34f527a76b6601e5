FROM python:3.13-slim
RUN useradd --uid 10001 --create-home newscrawl
COPY pyproject.toml constraints.txt README.md LICENSE /src/
COPY newscrawl /src/newscrawl
RUN pip install --no-cache-dir -c /src/constraints.txt /src && install -d -o newscrawl /data
USER newscrawl
WORKDIR /data
VOLUME /data
ENTRYPOINT ["newscrawl"]
